import type { Event } from './data'

/** How many events of each kind the home page names. */
const NAMED = 3

const byStart = (a: Event, b: Event): number => a.startsAt.localeCompare(b.startsAt)

/** What the home page says about the events of an organization. */
export function summaryOf(events: readonly Event[]) {
  const onSale = events.filter(({ status }) => status === 'published' || status === 'active').sort(byStart)
  const drafts = events.filter(({ status }) => status === 'draft').sort(byStart)
  return {
    next: onSale.slice(0, NAMED),
    upcoming: onSale.length,
    sold: onSale.reduce((sum, { capacity, available }) => sum + capacity - available, 0),
    places: onSale.reduce((sum, { capacity }) => sum + capacity, 0),
    drafts: drafts.slice(0, NAMED),
    moreDrafts: Math.max(0, drafts.length - NAMED),
    /** Whether events that are not given here may be still to come: the API lists those that start the latest first. */
    cut: events.at(-1)?.status === 'published',
  }
}
