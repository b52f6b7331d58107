import { useQuery } from '@tanstack/react-query'
import { type Answer, ask } from '../../api/questions'
import { dateTime, money, number, percent } from '../../i18n/format'
import { ChoiceField, Empty, Loaded, Notice, Page, Skeleton, Table, Tile, Tiles } from '../../ui'
import { chartIcon } from '../../ui/icons/console'
import { moneyShort } from '../amounts'
import { useOrganizations } from '../caller'
import { useFilter } from '../useFilters'
import { DayChart, HourChart } from './analytics/charts'
import { RangeFields } from './analytics/RangeFields'
import { useTexts } from './texts/analytics'

type Figures = Answer<'/organizations/{organizationId}/analytics'>

/** What an organization sold in a range of days, when, and who came. */
export default function Analytics({ org }: { org: string }) {
  const t = useTexts()
  const organizations = useOrganizations()
  const timeZone = organizations.data?.items.find(it => it.organizationId === org)?.timeZone ?? 'UTC'
  return (
    <Page title={t.nav.analytics}>
      <div className="stack">
        <RangeFields timeZone={timeZone}>{days => <Range org={org} days={days} />}</RangeFields>
      </div>
    </Page>
  )
}

function Range({ org, days }: { org: string; days: string[] }) {
  const query = { from: days[0], to: days.at(-1) }
  const figures = useQuery(ask('/organizations/{organizationId}/analytics', { path: { organizationId: org }, query }))
  return (
    <Loaded query={figures} skeleton={<Skeleton lines={8} />}>
      {of => <Shown of={of} days={days} />}
    </Loaded>
  )
}

/** One currency at a time: currencies are never added up. */
function Shown({ of, days }: { of: Figures; days: string[] }) {
  const t = useTexts()
  const [wanted, want] = useFilter('currency')
  const sum = of.currencies.find(it => it.currency === wanted) ?? of.currencies[0]
  const { checkIns, checkInRate } = of
  if (!sum && checkIns.events === 0)
    return (
      <Empty icon={chartIcon} title={t.none}>
        {t.noneText}
      </Empty>
    )
  return (
    <>
      {of.currencies.length > 1 && sum && (
        <ChoiceField
          label={t.currency}
          value={sum.currency}
          choices={of.currencies.map(it => ({ value: it.currency, text: it.currency.toUpperCase() }))}
          onChange={want}
        />
      )}
      {!of.complete && <Notice tone="warn">{t.range.incomplete}</Notice>}
      <Tiles>
        {sum && (
          <>
            <Tile title={t.sales}>
              <dd>
                <strong>{money(sum.sales.gross)}</strong>
              </dd>
              <dd className="soft">{t.sold(sum.sales.count, sum.sales.tickets)}</dd>
            </Tile>
            <Tile title={t.averageTicket}>
              <dd>
                <strong>{sum.averageTicket ? money(sum.averageTicket) : '–'}</strong>
              </dd>
            </Tile>
            <Tile title={t.refunds}>
              <dd>
                <strong>{money(sum.refunds.amount)}</strong>
              </dd>
              {sum.refundRate !== null && <dd className="soft">{t.ofSales(percent(sum.refundRate))}</dd>}
            </Tile>
            <Tile title={t.net}>
              <dd>
                <strong>{money(sum.net)}</strong>
              </dd>
              <dd className="soft">{t.afterDisputes}</dd>
            </Tile>
          </>
        )}
        <Tile title={t.checkIns}>
          <dd>
            <strong>{checkInRate === null ? '–' : percent(checkInRate)}</strong>
          </dd>
          <dd className="soft">{checkInRate === null ? t.noCheckIns : t.used(number(checkIns.used), checkIns.tickets)}</dd>
        </Tile>
      </Tiles>
      {sum && <Sales of={of} days={days} currency={sum.currency} />}
      <p className="soft">{t.range.asOf(dateTime(of.asOf, of.timeZone), of.timeZone.replaceAll('_', ' '))}</p>
    </>
  )
}

function Sales({ of, days, currency }: { of: Figures; days: string[]; currency: string }) {
  const t = useTexts()
  const perDay = of.days.map(day => [day.date, day.currencies.find(it => it.currency === currency)?.sales.gross.amount ?? 0] as const)
  const events = of.events.flatMap(({ eventId, eventTitle, currencies }) =>
    currencies.filter(it => it.currency === currency).map(it => ({ eventId, eventTitle, ...it })),
  )
  return (
    <>
      <DayChart
        level="h2"
        title={t.perDay}
        what={t.sales}
        days={days}
        values={new Map(perDay)}
        show={amount => moneyShort({ amount, currency })}
      />
      <HourChart hours={of.bookingHours} />
      <section className="stack">
        <h2>{t.perEvent}</h2>
        <Table
          caption={t.perEvent}
          columns={[
            { id: 'event', title: t.event, cell: it => <bdi>{it.eventTitle ?? t.otherEvents}</bdi> },
            { id: 'tickets', title: t.tickets, cell: it => number(it.sales.tickets), end: true },
            { id: 'sales', title: t.sales, cell: it => money(it.sales.gross), end: true },
            { id: 'refunds', title: t.refunds, cell: it => money(it.refunds.amount), end: true },
            { id: 'net', title: t.net, cell: it => money(it.net), end: true },
          ]}
          rows={events}
          keyOf={it => it.eventId ?? ''}
        />
      </section>
    </>
  )
}
