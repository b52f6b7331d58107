import { dateTime, listOf, money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { Badge, Button, Notice } from '../../ui'
import { listIcon } from '../../ui/icons/site'
import { PageLink } from '../../ui/pages'
import { type Event, needsAttention } from '../data'
import { Export } from '../Export'
import { ListPage } from '../ListPage'
import { LIVE, useSales } from '../live'
import { pages } from '../pages'
import { RegistrationBadge } from '../status'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/orders'

const statuses = ['confirmed', 'pending', 'cancelled', 'expired'] as const

/** The list of registrations, newest first. */
export default function Registrations({ event, org }: { event: Event; org: string }) {
  const t = useTexts()
  const { eventId } = event
  const [status, setStatus] = useFilter('status')
  useSales(eventId, LIVE * 3)
  const list = useList('/events/{eventId}/registrations', {
    path: { eventId },
    // The notice counts over all of them.
    whole: true,
    search: {
      label: t.registrations.search,
      of: it => [it.buyerName, it.buyerEmail, it.registrationId, ...it.attendees.flatMap(({ name, email }) => [name, email])],
    },
    filters: {
      status: {
        label: t.registrations.state,
        all: t.registrations.every,
        options: [
          ...statuses.map(name => [name, t.registrations.status[name]] as const),
          ['attention', t.registrations.attention] as const,
        ],
        keeps: (it, name) => (name === 'attention' ? needsAttention(it) : it.status === name),
      },
    },
  })
  const attention = list.all.filter(needsAttention).length
  return (
    <ListPage
      list={list}
      caption={t.event.view.registrations}
      empty={{ icon: listIcon, title: t.registrations.none, text: t.registrations.noneText }}
      found={
        <>
          {t.registrations.found(list.rows.length, list.all.length)} {!list.complete && t.registrations.incomplete(list.all.length)}
        </>
      }
      keyOf={it => it.registrationId}
      columns={[
        {
          id: 'buyer',
          title: t.registrations.buyer,
          cell: it => (
            <div>
              <PageLink to={pages.registration} at={{ org, eventId, registrationId: it.registrationId }}>
                <bdi>{it.buyerName}</bdi>
              </PageLink>
              <div className="soft">{it.buyerEmail}</div>
            </div>
          ),
        },
        {
          id: 'tickets',
          title: t.registrations.tickets,
          cell: it =>
            listOf(
              it.items.map(line => `${line.quantity} × ${isolate(line.name)}`),
              'short',
            ),
        },
        { id: 'made', title: t.registrations.made, cell: it => dateTime(it.createdAt), sorted: 'descending' },
        {
          id: 'state',
          title: t.registrations.state,
          cell: it => (
            <span className="badges">
              <RegistrationBadge status={it.status} />
              {needsAttention(it) && <Badge tone="warn">{t.registrations.attention}</Badge>}
              {it.refunded.amount > 0 && <Badge>{t.registrations.refunded}</Badge>}
            </span>
          ),
        },
        { id: 'total', title: t.registrations.total, cell: it => money(it.total), end: true },
      ]}
      actions={<Export eventId={eventId} />}
    >
      {attention > 0 && status !== 'attention' && (
        <Notice tone="warn" action={<Button onClick={() => setStatus('attention')}>{t.registrations.lookAt}</Button>}>
          {t.registrations.needAttention(attention)}
        </Notice>
      )}
    </ListPage>
  )
}
