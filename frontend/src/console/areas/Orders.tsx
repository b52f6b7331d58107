import { dateTime, money } from '../../i18n/format'
import { Badge, Page } from '../../ui'
import { useAction } from '../../ui/action'
import { listIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { useOrganizations } from '../caller'
import { needsAttention, type Registration } from '../data'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import { ReportButtons } from '../ReportButtons'
import { RegistrationBadge } from '../status'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useEventFilter } from './eventFilter'
import { useTexts } from './texts/orders'

type Status = Registration['status']

/** Of all events, only orders that were ever confirmed are listed. */
const confirmed: readonly Status[] = ['confirmed', 'cancelled']
const every: readonly Status[] = ['confirmed', 'pending', 'cancelled', 'expired']

/** The orders of all events of an organization, the newest sale first. */
export default function Orders({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const timeZone = useOrganizations().data?.items.find(it => it.organizationId === org)?.timeZone
  const path = { organizationId: org }
  const events = useEventFilter(org)
  const eventId = useFilter('event')[0] || undefined
  const statuses = eventId ? every : confirmed
  const chosen = useFilter('status')[0]
  const status = statuses.find(name => name === chosen)
  const asked = { eventId, status, text: useFilter('q')[0] || undefined }
  const list = useList('/organizations/{organizationId}/orders', {
    path,
    query: asked,
    search: { label: t.registrations.search },
    filters: {
      event: events.filter,
      status: {
        label: t.registrations.state,
        all: t.registrations.every,
        options: statuses.map(name => [name, t.registrations.status[name]]),
      },
    },
  })
  const report = useAction('POST /organizations/{organizationId}/orders/export')
  const toOrder = may('listEventRegistrations') && {
    link: ({ eventId, registrationId }: Registration) => href(pages.registration, { org, eventId, registrationId }),
  }
  return (
    <Page title={t.nav.orders}>
      <ListPage
        list={list}
        caption={t.nav.orders}
        empty={{ icon: listIcon, title: t.allOrders.none, text: t.allOrders.noneText }}
        found={t.allOrders.found(list.rows.length, list.complete)}
        keyOf={it => it.registrationId}
        columns={[
          list.column('buyer', t.registrations.buyer, it => <bdi>{it.buyerName}</bdi>, { ...toOrder }),
          list.column('email', t.registrations.email, it => it.buyerEmail),
          list.column('event', t.allAttendees.event, it => <bdi>{events.titles.get(it.eventId) ?? it.eventId}</bdi>),
          list.column('made', t.registrations.made, it => dateTime(it.createdAt, timeZone)),
          list.column('state', t.registrations.state, it => (
            <span className="badges">
              <RegistrationBadge status={it.status} />
              {needsAttention(it) && <Badge tone="warn">{t.registrations.attention}</Badge>}
              {it.refunded.amount > 0 && <Badge>{t.registrations.refunded}</Badge>}
            </span>
          )),
          list.column('total', t.registrations.total, it => money(it.total), { end: true }),
        ]}
        actions={
          <ReportButtons
            busy={report.busy}
            make={format => report.run({ path, body: { ...asked, format } })}
            file={`orders-${org}`}
            texts={{ ...t.export, part: t.allAttendees.part }}
          />
        }
      />
    </Page>
  )
}
