import { time } from '../../i18n/format'
import type { Event } from '../data'
import { useTexts } from '../texts'

const DOORS = 4 * 3_600_000

/** Where nobody has set it, scanning is possible from midnight on: that is not when doors open. */
export function Doors({ event }: { event: Event }) {
  const t = useTexts()
  if (Date.parse(event.startsAt) - Date.parse(event.gateOpensAt) > DOORS) return null
  return <span className="soft">{t.event.gate(time(event.gateOpensAt, event.timeZone))}</span>
}
