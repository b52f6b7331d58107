import { useQuery } from '@tanstack/react-query'
import { number } from '../i18n/format'
import { Meter, Tile, Tiles } from '../ui'
import { useTexts } from './areas/texts/orders'
import { figuresOf } from './data'
import { useMay } from './organization'

/** How many of the ticket holders are checked in; nothing for people who may not see figures. */
export function Inside({ eventId }: { eventId: string }) {
  const t = useTexts()
  const may = useMay()
  const { data } = useQuery({ ...figuresOf(eventId), enabled: may('getEventAnalytics') })
  if (!data) return null
  const { used, tickets } = data.checkIns
  return (
    <Tiles>
      <Tile title={t.checkIns.kinds.valid} wide>
        <dd>{t.checkIns.of(<strong>{number(used)}</strong>, tickets)}</dd>
        <dd>
          <Meter of={tickets} taken={used} />
        </dd>
      </Tile>
    </Tiles>
  )
}
