import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/questions'
import { date } from '../../i18n/format'
import { useMay } from '../organization'
import { useTexts } from './texts/orders'

/** The filter by event of a list over all events of an organization, and the titles of the events. */
export function useEventFilter(org: string) {
  const t = useTexts()
  const may = useMay()
  // Administrators of the platform read the lists too, but not the events.
  const events = useQuery({ ...ask('/my-events', { query: { organizationId: org, limit: 100 } }), enabled: may('listMyEvents') })
  const published = (events.data?.items ?? []).filter(({ status }) => status !== 'draft')
  return {
    titles: new Map(published.map(it => [it.eventId, it.title])),
    filter: {
      label: t.allAttendees.event,
      all: t.allAttendees.everyEvent,
      options: published.map(
        it => [it.eventId, `${it.title} · ${date(it.startsAt, it.timeZone, { dateStyle: 'medium' })}`] as [string, string],
      ),
    },
  }
}
