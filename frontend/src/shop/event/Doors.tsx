import { time } from '../../i18n/format'
import type { Event } from '../data'
import { useTexts } from '../texts'

/** The default for the gate is midnight, which allows scanning all day; it is not shown as the time when doors open. */
export function Doors({ event }: { event: Event }) {
  const t = useTexts()
  if (!event.gateOpensAtSet) return null
  return <span className="soft">{t.event.gate(time(event.gateOpensAt, event.timeZone))}</span>
}
