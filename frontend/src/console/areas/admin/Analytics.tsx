import { useQuery } from '@tanstack/react-query'
import { type Answer, ask } from '../../../api/questions'
import { date, dateTime, money, number, percent } from '../../../i18n/format'
import { locale } from '../../../i18n/language'
import { ChoiceField, Loaded, Notice, Skeleton, Table, Tile, Tiles } from '../../../ui'
import { useAction } from '../../../ui/action'
import { ReportButtons } from '../../ReportButtons'
import { useFilter } from '../../useFilters'
import { DayChart, HourChart } from '../analytics/charts'
import { RangeFields } from '../analytics/RangeFields'
import { useTexts as useAdminTexts } from '../texts/admin'
import { useTexts } from '../texts/analytics'
import { AdminPage } from './AdminPage'

type Figures = Answer<'/admin/analytics'>

/** The figures of the platform: people, events, places and money. */
export default function Analytics() {
  const { sections } = useAdminTexts()
  return (
    <AdminPage title={sections.analytics}>
      <div className="stack">
        <RangeFields timeZone="UTC">{days => <Range days={days} />}</RangeFields>
      </div>
    </AdminPage>
  )
}

function Range({ days }: { days: string[] }) {
  const t = useTexts()
  const range = { from: days[0] ?? '', to: days.at(-1) ?? '' }
  const figures = useQuery(ask('/admin/analytics', { query: range }))
  const report = useAction('POST /admin/analytics/export')
  return (
    <>
      <div className="actions">
        <ReportButtons
          busy={report.busy}
          make={format => report.run({ body: { ...range, format } })}
          file={`analytics-${range.from}`}
          texts={t.export}
        />
      </div>
      <Loaded query={figures} skeleton={<Skeleton lines={8} />}>
        {of => (
          <>
            {!of.complete && <Notice tone="warn">{t.range.incomplete}</Notice>}
            <Revenue of={of} />
            <HourChart hours={of.bookingHours} />
            <Users of={of.users} days={days} />
            <Events of={of.events} />
            <Places of={of} />
            <p className="soft">{t.range.asOf(dateTime(of.asOf, 'UTC'), 'UTC')}</p>
          </>
        )}
      </Loaded>
    </>
  )
}

/** One currency at a time: currencies are never added up. */
function Revenue({ of: { revenue } }: { of: Figures }) {
  const t = useTexts()
  const [wanted, want] = useFilter('currency')
  const sum = revenue.find(it => it.currency === wanted) ?? revenue[0]
  if (!sum) return <p className="soft">{`${t.none}.`}</p>
  return (
    <section className="stack">
      <h2>{t.money}</h2>
      {revenue.length > 1 && (
        <ChoiceField
          label={t.currency}
          value={sum.currency}
          choices={revenue.map(it => ({ value: it.currency, text: it.currency.toUpperCase() }))}
          onChange={want}
        />
      )}
      <Tiles>
        <Tile title={t.sales}>
          <dd>
            <strong>{money(sum.gross)}</strong>
          </dd>
        </Tile>
        <Tile title={t.averageTicket}>
          <dd>
            <strong>{sum.averageTicket ? money(sum.averageTicket) : '–'}</strong>
          </dd>
        </Tile>
        <Tile title={t.refunds}>
          <dd>
            <strong>{money(sum.refunds)}</strong>
          </dd>
          {sum.refundRate !== null && <dd className="soft">{t.ofSales(percent(sum.refundRate))}</dd>}
        </Tile>
        <Tile title={t.net}>
          <dd>
            <strong>{money(sum.net)}</strong>
          </dd>
          <dd className="soft">{t.afterDisputes}</dd>
        </Tile>
      </Tiles>
      <Table
        caption={t.perEvent}
        columns={[
          { id: 'event', title: t.event, cell: it => <bdi>{it.eventTitle ?? t.otherEvents}</bdi> },
          { id: 'tickets', title: t.tickets, cell: it => number(it.tickets), end: true },
          { id: 'sales', title: t.sales, cell: it => money(it.gross), end: true },
          { id: 'refunds', title: t.refunds, cell: it => money(it.refunds), end: true },
          { id: 'net', title: t.net, cell: it => money(it.net), end: true },
        ]}
        rows={sum.byEvent}
        keyOf={it => it.eventId ?? ''}
      />
    </section>
  )
}

const monday = (week: string) => date(`${week}T12:00:00Z`, 'UTC', { dateStyle: 'medium' })

function Users({ of, days }: { of: Figures['users']; days: string[] }) {
  const t = useTexts()
  const counts = (list: readonly { date: string; count: number }[]) => new Map(list.map(it => [it.date, it.count]))
  return (
    <section className="stack">
      <h2>{t.people.title}</h2>
      <Tiles>
        <Tile title={t.people.total}>
          <dd>
            <strong>{number(of.total)}</strong>
          </dd>
        </Tile>
      </Tiles>
      <DayChart title={t.people.joined} what={t.people.new} days={days} values={counts(of.newPerDay)} />
      <DayChart title={t.people.active} what={t.people.title} days={days} values={counts(of.activePerDay)} />
      <h3>{t.people.activeWeek}</h3>
      <Table
        caption={t.people.activeWeek}
        columns={[
          { id: 'week', title: t.people.week, cell: it => monday(it.week) },
          { id: 'count', title: t.people.title, cell: it => number(it.count), end: true },
        ]}
        rows={of.activePerWeek}
        keyOf={it => it.week}
      />
      <h3>{t.people.retention}</h3>
      {of.retention.length === 0 ? (
        <p className="soft">{t.people.none}</p>
      ) : (
        <Table
          caption={t.people.retention}
          columns={[
            { id: 'week', title: t.people.week, cell: it => monday(it.joinedWeek) },
            { id: 'joined', title: t.people.new, cell: it => number(it.joined), end: true },
            ...[0, 1, 2, 3].map(i => ({
              id: `after-${i}`,
              title: t.people.after(i + 1),
              cell: (it: Figures['users']['retention'][number]) => number(it.activeAfter[i] ?? 0),
              end: true,
            })),
          ]}
          rows={of.retention}
          keyOf={it => it.joinedWeek}
        />
      )}
    </section>
  )
}

function Events({ of }: { of: Figures['events'] }) {
  const t = useTexts()
  return (
    <section className="stack">
      <h2>{t.events.title}</h2>
      <Tiles>
        <Tile title={t.events.total}>
          <dd>
            <strong>{number(of.total)}</strong>
          </dd>
          <dd className="soft">{t.events.published(of.published)}</dd>
        </Tile>
        <Tile title={t.events.attendance}>
          <dd>
            <strong>{of.averageAttendance === null ? '–' : percent(of.averageAttendance)}</strong>
          </dd>
          <dd className="soft">{t.events.attendanceText}</dd>
        </Tile>
      </Tiles>
      <Table
        caption={t.events.byCategory}
        columns={[
          { id: 'category', title: t.events.category, cell: it => <bdi>{it.category}</bdi> },
          { id: 'total', title: t.events.total, cell: it => number(it.total), end: true },
          { id: 'published', title: t.events.isPublished, cell: it => number(it.published), end: true },
          { id: 'tickets', title: t.tickets, cell: it => number(it.tickets), end: true },
        ]}
        rows={of.byCategory}
        keyOf={it => it.category}
      />
    </section>
  )
}

const countryName = (code: string) => new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code

function Places({ of: { venues, countries } }: { of: Figures }) {
  const t = useTexts()
  if (venues.length === 0) return null
  return (
    <section className="stack">
      <h2>{t.places.title}</h2>
      <p className="soft">{t.places.text}</p>
      <Table
        caption={t.places.countries}
        columns={[
          { id: 'country', title: t.places.country, cell: it => countryName(it.country) },
          { id: 'orders', title: t.orders, cell: it => number(it.orders), end: true },
          { id: 'tickets', title: t.tickets, cell: it => number(it.tickets), end: true },
        ]}
        rows={countries}
        keyOf={it => it.country}
      />
      <Table
        caption={t.places.cities}
        columns={[
          { id: 'city', title: t.places.city, cell: it => <bdi>{it.city}</bdi> },
          { id: 'country', title: t.places.country, cell: it => countryName(it.country) },
          { id: 'orders', title: t.orders, cell: it => number(it.orders), end: true },
          { id: 'tickets', title: t.tickets, cell: it => number(it.tickets), end: true },
        ]}
        rows={venues}
        keyOf={it => `${it.country} ${it.city}`}
      />
    </section>
  )
}
