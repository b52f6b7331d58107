import { time } from '../../i18n/format'
import type { Event } from '../data'
import { useTexts } from '../texts'

/** Where nobody has said so, scanning is possible from midnight on: that is not when doors open. */
export function Doors({ event }: { event: Event }) {
  const t = useTexts()
  if (!event.gateOpensAtSet) return null
  return <span className="soft">{t.event.gate(time(event.gateOpensAt, event.timeZone))}</span>
}
