import { api, data, type Schemas } from '../api/client'
import { may } from '../auth/may'

export interface Choice {
  eventId: string
  title: string
  startsAt: string
  timeZone: string
}

const PAGES = 5
const DAY = 86_400_000

/**
 * The events that the user may scan for: all events of organizations they manage, and, because staff cannot list an organization's events,
 * the public events of organizations they belong to.
 */
export async function myEvents(now = Date.now()): Promise<Choice[]> {
  const me = await data(api.GET('/me'))
  const mine = new Set(me.organizations.map(({ organizationId }) => organizationId))
  const managed = [...mine].filter(organizationId => may('listMyEvents', me, organizationId))
  const [own, open] = await Promise.all([
    Promise.all(
      managed.map(organizationId =>
        pages(cursor => data(api.GET('/my-events', { params: { query: { organizationId, limit: 100, cursor } } }))),
      ),
    ),
    mine.size > 0
      ? pages(cursor => data(api.GET('/events', { params: { query: { limit: 100, cursor, from: new Date(now - DAY).toISOString() } } })))
      : [],
  ])
  const found = new Map([...own.flat(), ...open.filter(event => mine.has(event.organizationId))].map(event => [event.eventId, event]))
  return [...found.values()]
    .filter(event => (event.status === 'published' || event.status === 'active') && Date.parse(event.endsAt) > now - DAY)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
}

async function pages(page: (cursor?: string) => Promise<Schemas['EventViewList']>): Promise<Schemas['EventView'][]> {
  const found: Schemas['EventView'][] = []
  let cursor: string | undefined
  for (let read = 0; read < PAGES; read++) {
    const { items, next } = await page(cursor)
    found.push(...items)
    if (!next) break
    cursor = next
  }
  return found
}

/** Extracts the event id from a link or from typed text; null when there is none. */
export const eventIdIn = (text: string): string | null => /evt_[0-9a-hjkmnp-tv-z]{26}/.exec(text.toLowerCase())?.[0] ?? null
