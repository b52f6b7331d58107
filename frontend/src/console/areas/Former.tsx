import { useQuery } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { asProblem } from '../../problem'
import { Failure, Loading, NotFound, Page } from '../../ui'
import { href } from '../../ui/pages'
import { eventOf } from '../data'
import { pages } from '../pages'
import { Redirect } from '../Redirect'
import { useTexts } from '../texts'

/** An address of an event without its organization: goes on to the one with it. */
export default function Former({ eventId, view }: { eventId: string; view?: string }) {
  const t = useTexts()
  const search = useSearch()
  const event = useQuery(eventOf(eventId))
  if (event.data) {
    const now = href(pages.overview, { org: event.data.organizationId, eventId })
    return <Redirect to={`${now}${view ? `/${view}` : ''}${search ? `?${search}` : ''}`} />
  }
  if (!event.error) return <Loading />
  const problem = asProblem(event.error)
  if (problem.status === 404) return <NotFound />
  return (
    <Page title={t.event.loading}>
      <Failure problem={problem} retry={() => void event.refetch()} />
    </Page>
  )
}
