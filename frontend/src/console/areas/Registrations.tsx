import { useState } from 'react'
import { dateTime, listOf, money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { Badge, Button, Dialog, Empty, Facts, Icon, Loaded, matches, Notice, SelectField, Skeleton, TextField } from '../../ui'
import { personIcon } from '../../ui/icons/console'
import { searchIcon } from '../../ui/icons/house'
import { listIcon } from '../../ui/icons/site'
import { undoIcon } from '../../ui/icons/work'
import { type Event, left, needsAttention, type Registration, useRegistrations } from '../data'
import { Export } from '../Export'
import { Long } from '../Long'
import { RegistrationBadge } from '../status'
import { useFilter, useSearch } from '../useFilters'
import { Refund } from './Refund'
import { useTexts } from './texts/orders'

const statuses = ['confirmed', 'pending', 'cancelled', 'expired'] as const

/** The list of registrations, newest first. */
export default function Registrations({ event }: { event: Event }) {
  const t = useTexts()
  const query = useRegistrations(event.eventId)
  const [search, setSearch] = useSearch('q')
  const [status, setStatus] = useFilter('status')
  const [open, setOpen] = useState<string | null>(null)
  const all = query.data?.list ?? []
  const shown = all.filter(
    it =>
      (!status || (status === 'attention' ? needsAttention(it) : it.status === status)) &&
      matches(search, it.buyerName, it.buyerEmail, it.registrationId, ...it.attendees.flatMap(({ name, email }) => [name, email])),
  )
  const attention = all.filter(needsAttention).length
  const current = all.find(it => it.registrationId === open)
  return (
    <div className="stack">
      <div className="filters">
        <TextField
          label={t.registrations.search}
          type="search"
          hideLabel
          placeholder={t.registrations.search}
          value={search}
          onChange={setSearch}
        />
        <SelectField label={t.registrations.state} hideLabel value={status} onChange={setStatus}>
          <option value="">{t.registrations.every}</option>
          {statuses.map(name => (
            <option key={name} value={name}>
              {t.registrations.status[name]}
            </option>
          ))}
          <option value="attention">{t.registrations.attention}</option>
        </SelectField>
        <Export eventId={event.eventId} />
      </div>
      {attention > 0 && status !== 'attention' && (
        <Notice tone="warn" action={<Button onClick={() => setStatus('attention')}>{t.registrations.lookAt}</Button>}>
          {t.registrations.needAttention(attention)}
        </Notice>
      )}
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {({ list, complete }) =>
          list.length === 0 ? (
            <Empty icon={listIcon} title={t.registrations.none}>
              {t.registrations.noneText}
            </Empty>
          ) : (
            <>
              <p role="status" className="soft">
                {t.registrations.found(shown.length, list.length)} {!complete && t.registrations.incomplete(list.length)}
              </p>
              {shown.length === 0 ? (
                <Empty icon={searchIcon} title={t.nothingFound} />
              ) : (
                <Long
                  key={`${search} ${status}`}
                  caption={t.event.view.registrations}
                  columns={[
                    {
                      title: t.registrations.buyer,
                      cell: (it: Registration) => (
                        <div>
                          <button type="button" className="link" onClick={() => setOpen(it.registrationId)}>
                            <bdi>{it.buyerName}</bdi>
                          </button>
                          <div className="soft">{it.buyerEmail}</div>
                        </div>
                      ),
                    },
                    {
                      title: t.registrations.tickets,
                      cell: it =>
                        listOf(
                          it.items.map(line => `${line.quantity} × ${isolate(line.name)}`),
                          'short',
                        ),
                    },
                    { title: t.registrations.made, cell: it => dateTime(it.createdAt) },
                    {
                      title: t.registrations.state,
                      cell: it => (
                        <span className="badges">
                          <RegistrationBadge status={it.status} />
                          {needsAttention(it) && <Badge tone="warn">{t.registrations.attention}</Badge>}
                          {it.refunded.amount > 0 && <Badge>{t.registrations.refunded}</Badge>}
                        </span>
                      ),
                    },
                    { title: t.registrations.total, cell: it => money(it.total), end: true },
                  ]}
                  rows={shown}
                  keyOf={it => it.registrationId}
                />
              )}
            </>
          )
        }
      </Loaded>
      {current && <Details registration={current} timeZone={event.timeZone} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Details({ registration: it, timeZone, onClose }: { registration: Registration; timeZone: string; onClose: () => void }) {
  const t = useTexts()
  const [refunding, setRefunding] = useState(false)
  if (refunding) return <Refund registration={it} onBack={() => setRefunding(false)} onClose={onClose} />
  const facts = [
    [t.registrations.email, it.buyerEmail],
    [t.registrations.number, it.registrationId],
    [t.registrations.made, dateTime(it.createdAt, timeZone)],
    [t.registrations.confirmedAt, it.confirmedAt && dateTime(it.confirmedAt, timeZone)],
    [t.registrations.cancelledAt, it.cancelledAt && dateTime(it.cancelledAt, timeZone)],
    [t.registrations.cancelledBy, it.cancelledBy && t.registrations.cancelled[it.cancelledBy]],
    [t.registrations.reason, it.cancellationReason],
    [t.registrations.total, money(it.total)],
    [t.registrations.tax, it.tax.amount > 0 ? money(it.tax) : null],
    [t.registrations.paid, it.paid && it.paid.amount > 0 ? money(it.paid) : null],
    [t.registrations.givenBack, it.refunded.amount > 0 ? money(it.refunded) : null],
    [t.registrations.paymentFailed, it.paymentFailure],
  ] as const
  return (
    <Dialog
      title={it.buyerName}
      onClose={onClose}
      footer={
        left(it) > 0 ? (
          <Button kind="danger" icon={undoIcon} onClick={() => setRefunding(true)}>
            {t.refund.action}
          </Button>
        ) : undefined
      }
    >
      <p>
        <RegistrationBadge status={it.status} />
      </p>
      <Facts facts={facts} />
      <h3>{t.registrations.tickets}</h3>
      <ul className="lines">
        {it.items.map(line => (
          <li key={line.ticketTypeId}>
            <span>
              {line.quantity} × <bdi>{line.name}</bdi>
            </span>
            <span>{money(line.total)}</span>
          </li>
        ))}
      </ul>
      {it.attendees.length > 0 && (
        <>
          <h3>{t.event.view.attendees}</h3>
          <ul className="lines">
            {it.attendees.map(({ name, email }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two attendees may have the same name and address
              <li key={i}>
                <span>
                  <Icon of={personIcon} /> <bdi>{name}</bdi>
                </span>
                <span className="soft">{email}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {it.refunds.length > 0 && (
        <>
          <h3>{t.registrations.refunds}</h3>
          <ul className="lines">
            {it.refunds.map(refund => (
              <li key={refund.refundId}>
                <span>
                  {dateTime(refund.createdAt, timeZone)}
                  {refund.note && <span className="soft"> · {refund.note}</span>}
                </span>
                <span className="badges">
                  {money(refund.amount)}
                  <Badge tone={refund.status === 'succeeded' ? 'good' : refund.status === 'failed' ? 'bad' : 'warn'}>
                    {t.registrations.refundStatus[refund.status]}
                  </Badge>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
