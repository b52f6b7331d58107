import { useQuery } from '@tanstack/react-query'
import { dateTime, money } from '../../../i18n/format'
import { Badge } from '../../../ui'
import { searchIcon } from '../../../ui/icons/house'
import { href } from '../../../ui/pages'
import { eventOf, needsAttention, type Registration } from '../../data'
import { ListPage } from '../../ListPage'
import { pages } from '../../pages'
import { RegistrationBadge } from '../../status'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts as useAdminTexts } from '../texts/admin'
import { useTexts } from '../texts/orders'
import { AdminPage } from './AdminPage'
import { bookingOf } from './search'

const statuses = ['confirmed', 'pending', 'cancelled', 'expired'] as const
const MINUTES = 60_000

/** Finds registrations of all organizations by anything that stands on a mail. */
export default function Bookings() {
  const t = useTexts()
  const { sections, found } = useAdminTexts()
  const typed = useFilter('q')[0]
  const asked = bookingOf(typed)
  const status = (useFilter('status')[0] || undefined) as Registration['status'] | undefined
  // Nothing typed: the newest sales. Other states have no list of their own.
  const newest = typed.trim() === '' && (status === undefined || status === 'confirmed')
  const list = useList('/admin/bookings', {
    query: { ...asked, status },
    enabled: asked !== null || newest,
    search: { label: t.bookings.search },
    filters: {
      status: {
        label: t.registrations.state,
        all: t.registrations.every,
        options: statuses.map(name => [name, t.registrations.status[name]]),
      },
    },
  })
  return (
    <AdminPage title={sections.bookings}>
      <ListPage
        list={list}
        caption={sections.bookings}
        empty={{ icon: searchIcon, title: t.bookings.start, text: t.bookings.startText }}
        found={found(list.rows.length, list.complete)}
        keyOf={it => it.registrationId}
        columns={[
          list.column('buyer', t.registrations.buyer, it => <bdi>{it.buyerName}</bdi>, {
            link: ({ registrationId }) => href(pages.booking, { registrationId }),
          }),
          list.column('event', t.bookings.event, it => <EventTitle eventId={it.eventId} />),
          list.column('made', t.registrations.made, it => dateTime(it.createdAt), { sorted: 'descending' }),
          list.column('state', t.registrations.state, it => (
            <span className="badges">
              <RegistrationBadge status={it.status} />
              {needsAttention(it) && <Badge tone="warn">{t.registrations.attention}</Badge>}
            </span>
          )),
          list.column('total', t.registrations.total, it => money(it.total), { end: true }),
          list.column('refunded', t.registrations.givenBack, it => (it.refunded.amount > 0 ? money(it.refunded) : '–'), { end: true }),
        ]}
      />
    </AdminPage>
  )
}

/** The title of an event; its id as long as the title is not there. */
function EventTitle({ eventId }: { eventId: string }) {
  const { data } = useQuery({ ...eventOf(eventId), staleTime: 5 * MINUTES })
  return <bdi>{data?.title ?? eventId}</bdi>
}
