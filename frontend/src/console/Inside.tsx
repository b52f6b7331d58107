import { useQuery } from '@tanstack/react-query'
import { number } from '../i18n/format'
import { Meter } from './Chart'
import { figuresOf } from './data'
import { useMay } from './organization'
import { useTexts } from './texts'

/** How many of the ticket holders are checked in; nothing for people who may not see figures. */
export function Inside({ eventId }: { eventId: string }) {
  const t = useTexts()
  const may = useMay()
  const { data } = useQuery({ ...figuresOf(eventId), enabled: may('getEventAnalytics') })
  if (!data) return null
  const { used, tickets } = data.checkIns
  return (
    <div className="card tile wide">
      <p>
        <strong className="big">{number(used)}</strong> {t.checkIns.of(tickets)}
      </p>
      <Meter of={tickets} taken={used} />
    </div>
  )
}
