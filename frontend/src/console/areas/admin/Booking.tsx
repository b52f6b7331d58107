import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api/questions'
import { span } from '../../../i18n/times'
import { Empty, Facts, Loaded, Skeleton } from '../../../ui'
import { searchIcon } from '../../../ui/icons/house'
import { PageLink } from '../../../ui/pages'
import { eventOf, type Registration } from '../../data'
import { pages } from '../../pages'
import { Details } from '../Registration'
import { useTexts } from '../texts/orders'
import { AdminPage } from './AdminPage'

/** A registration of any organization, which can be refunded here. */
export default function Booking({ registrationId }: { registrationId: string }) {
  const t = useTexts()
  const query = useQuery(ask('/admin/bookings', { query: { registrationId } }))
  return (
    <AdminPage title={t.bookings.one} of={pages.bookings}>
      <Loaded query={query} skeleton={<Skeleton lines={10} />}>
        {({ items: [found] }) => (found ? <Found registration={found} /> : <Empty icon={searchIcon} title={t.bookings.none} />)}
      </Loaded>
    </AdminPage>
  )
}

function Found({ registration }: { registration: Registration }) {
  const t = useTexts()
  const { eventId, userId } = registration
  const { data: event, isPending } = useQuery(eventOf(eventId))
  // The times are those of the event's place.
  if (isPending) return <Skeleton lines={10} />
  return (
    <div className="stack">
      <div className="card">
        <Facts
          facts={[
            [t.bookings.event, <bdi key="event">{event?.title ?? eventId}</bdi>],
            [t.bookings.when, event && span(event.startsAt, event.endsAt, event.timeZone)],
            [t.bookings.number, eventId],
            [
              t.bookings.account,
              userId && (
                <PageLink key="account" to={pages.person} at={{ userId }}>
                  {registration.buyerEmail}
                </PageLink>
              ),
            ],
          ]}
        />
      </div>
      <Details registration={registration} timeZone={event?.timeZone} />
    </div>
  )
}
