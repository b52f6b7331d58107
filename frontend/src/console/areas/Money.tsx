import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client'
import { type Answer, ask } from '../../api/questions'
import { date, dateTime, money, number } from '../../i18n/format'
import { ChoiceField, Loaded, Notice, Page, SelectField, Skeleton, Table, Tile, Tiles } from '../../ui'
import { useAction } from '../../ui/action'
import { chartIcon } from '../../ui/icons/console'
import { href } from '../../ui/pages'
import { moneyShort } from '../amounts'
import { Chart } from '../Chart'
import { useOrganizations } from '../caller'
import { ListPage } from '../ListPage'
import { daysOf, monthNow, monthsBefore } from '../months'
import { useMay } from '../organization'
import { pages } from '../pages'
import { ReportButtons } from '../ReportButtons'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/money'

type Month = Answer<'/transactions/monthly/{month}'>
type Transaction = Schemas['TransactionView']
type Kind = Transaction['kind']

const kinds: readonly Kind[] = ['sale', 'refund', 'refundFailed', 'dispute', 'disputeWon', 'cancelled']
const MONTHS = 24

const monthName = (month: string) => date(`${month}-15T12:00:00Z`, 'UTC', { month: 'long', year: 'numeric' })

/** What an organization sold and gave back: a month by day and event, and each transaction. */
export default function Money({ org }: { org: string }) {
  const t = useTexts()
  const organizations = useOrganizations()
  const timeZone = organizations.data?.items.find(it => it.organizationId === org)?.timeZone ?? 'UTC'
  const now = monthNow(timeZone)
  const [chosen, choose] = useFilter('month')
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(chosen) ? chosen : now
  const figures = useQuery(ask('/transactions/monthly/{month}', { path: { month }, query: { organizationId: org } }))
  const months = [...new Set([...monthsBefore(now, MONTHS), month])].sort().reverse()
  return (
    <Page title={t.nav.money}>
      <div className="stack">
        <div className="filters">
          <SelectField label={t.money.month} value={month} onChange={value => choose(value === now ? '' : value)}>
            {months.map(name => (
              <option key={name} value={name}>
                {monthName(name)}
              </option>
            ))}
          </SelectField>
        </div>
        <Loaded query={figures} skeleton={<Skeleton lines={8} />}>
          {of => (
            <>
              {of.currencies.length > 0 && <Figures of={of} />}
              <Transactions org={org} month={month} timeZone={timeZone} />
            </>
          )}
        </Loaded>
      </div>
    </Page>
  )
}

/** One currency at a time: currencies are never added up. */
function Figures({ of }: { of: Month }) {
  const t = useTexts()
  const [wanted, want] = useFilter('currency')
  const sum = of.currencies.find(it => it.currency === wanted) ?? of.currencies[0]
  if (!sum) return null
  const { currency } = sum
  const before = of.before.currencies.find(it => it.currency === currency)
  const perDay = new Map(of.days.map(day => [day.date, day.currencies.find(it => it.currency === currency)?.sales.gross.amount ?? 0]))
  const events = of.events.flatMap(({ eventId, eventTitle, currencies }) =>
    currencies.filter(it => it.currency === currency).map(it => ({ eventId, eventTitle, ...it })),
  )
  return (
    <>
      <h2>{monthName(of.month)}</h2>
      {of.currencies.length > 1 && (
        <ChoiceField
          label={t.money.currency}
          value={currency}
          choices={of.currencies.map(it => ({ value: it.currency, text: it.currency.toUpperCase() }))}
          onChange={want}
        />
      )}
      {!of.complete && <Notice tone="warn">{t.money.incomplete}</Notice>}
      <Tiles>
        <Tile title={t.money.sales}>
          <dd>
            <strong>{money(sum.sales.gross)}</strong>
          </dd>
          <dd className="soft">{t.money.orders(sum.sales.count, sum.sales.tickets)}</dd>
          {sum.sales.tax.amount > 0 && <dd className="soft">{t.money.tax(money(sum.sales.tax))}</dd>}
        </Tile>
        <Tile title={t.money.refunds}>
          <dd>
            <strong>{money(sum.refunds.amount)}</strong>
          </dd>
          <dd className="soft">{t.money.times(sum.refunds.count)}</dd>
        </Tile>
        <Tile title={t.money.disputes}>
          <dd>
            <strong>{money(sum.disputes.amount)}</strong>
          </dd>
          <dd className="soft">{t.money.times(sum.disputes.count)}</dd>
        </Tile>
        <Tile title={t.money.net}>
          <dd>
            <strong>{money(sum.net)}</strong>
          </dd>
          <dd className="soft">{t.money.before(money(before?.net ?? { amount: 0, currency }))}</dd>
        </Tile>
      </Tiles>
      <Chart
        title={t.money.perDay}
        what={t.money.sales}
        bars={daysOf(of.month).map(day => ({
          key: day,
          value: perDay.get(day) ?? 0,
          label: date(`${day}T12:00:00Z`, 'UTC', { day: 'numeric', month: 'short' }),
          title: date(`${day}T12:00:00Z`, 'UTC'),
        }))}
        total={sum.sales.gross.amount}
        show={amount => moneyShort({ amount, currency })}
      />
      <section className="stack">
        <h2>{t.money.perEvent}</h2>
        <Table
          caption={t.money.perEvent}
          columns={[
            { id: 'event', title: t.money.event, cell: it => <bdi>{it.eventTitle}</bdi> },
            { id: 'tickets', title: t.money.tickets, cell: it => number(it.sales.tickets), end: true },
            { id: 'sales', title: t.money.sales, cell: it => money(it.sales.gross), end: true },
            { id: 'refunds', title: t.money.refunds, cell: it => money(it.refunds.amount), end: true },
            { id: 'net', title: t.money.net, cell: it => money(it.net), end: true },
          ]}
          rows={events}
          keyOf={it => it.eventId}
        />
      </section>
      <p className="soft">{t.money.asOf(dateTime(of.asOf, of.timeZone), of.timeZone.replaceAll('_', ' '))}</p>
    </>
  )
}

function Transactions({ org, month, timeZone }: { org: string; month: string; timeZone: string }) {
  const t = useTexts()
  const may = useMay()
  const days = daysOf(month)
  const range = { organizationId: org, from: days[0] ?? '', to: days.at(-1) ?? '' }
  const kind = (useFilter('kind')[0] || undefined) as Kind | undefined
  const list = useList('/transactions', {
    query: { ...range, kind },
    search: { label: t.transactions.search, of: it => [it.eventTitle, it.registrationId, it.paymentIntentId, it.refundId] },
    filters: {
      kind: {
        label: t.transactions.kind,
        all: t.transactions.every,
        options: kinds.map(name => [name, t.transactions.kinds[name]]),
      },
    },
  })
  const report = useAction('POST /transactions/export')
  const toOrder = may('listEventRegistrations') && {
    link: ({ eventId, registrationId }: Transaction) => href(pages.registration, { org, eventId, registrationId }),
  }
  return (
    <section className="stack">
      <h2>{t.transactions.title}</h2>
      <ListPage
        list={list}
        caption={t.transactions.title}
        empty={{ icon: chartIcon, title: t.transactions.none(monthName(month)), text: t.transactions.noneText }}
        found={t.transactions.found(list.rows.length, list.complete)}
        keyOf={it => it.entryId}
        columns={[
          list.column('at', t.transactions.at, it => dateTime(it.at, timeZone), { sorted: 'descending', ...toOrder }),
          list.column('kind', t.transactions.kind, it =>
            it.kind === 'sale' && it.tickets === 0 ? t.transactions.payment : t.transactions.kinds[it.kind],
          ),
          list.column('event', t.money.event, it => <bdi>{it.eventTitle}</bdi>),
          list.column('tickets', t.money.tickets, it => (it.tickets > 0 ? number(it.tickets) : '–'), { end: true }),
          list.column('net', t.transactions.gross, it => (it.kind === 'cancelled' ? '–' : money(it.net)), { end: true }),
        ]}
        actions={
          <ReportButtons
            busy={report.busy}
            make={format => report.run({ body: { ...range, kind, format } })}
            file={`transactions-${month}`}
            texts={t.export}
          />
        }
      />
    </section>
  )
}
