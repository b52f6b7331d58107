import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type ComponentProps, Fragment, type ReactNode } from 'react'
import { api, data, type Schemas } from '../../api/client'
import { type Answer, ask } from '../../api/questions'
import { date, listOf, money, percent } from '../../i18n/format'
import { type Column, Empty, Loaded, Notice, Page, SelectField, Skeleton, Table, Tabs } from '../../ui'
import { useTask } from '../../ui/action'
import { chartIcon } from '../../ui/icons/console'
import { PageLink } from '../../ui/pages'
import { BudgetBars } from '../Budget'
import { Chart } from '../Chart'
import { useOrganizations } from '../caller'
import { pages } from '../pages'
import { ReportButtons } from '../ReportButtons'
import {
  type ClientLine,
  clientLines,
  groupings,
  type Minutes,
  minutesPer,
  oneOf,
  type ProjectLine,
  type ProjectRow,
  projectLines,
  type Report,
  reports,
  type TimeLine,
  timeLines,
  type UserLine,
  userLines,
} from '../reports'
import { hours, type WeekStart } from '../time'
import { useFilter } from '../useFilters'
import { RangeFields } from './analytics/RangeFields'
import { Narrowing, useNarrowed } from './reports/Narrowing'
import { useTexts } from './texts/reports'
import { weekText } from './time/days'
import './reports/reports.css'

type Format = Schemas['ExportTransactionsRequest']['format']

/** What a report is about. */
interface Asked {
  organizationId: string
  from: string
  to: string
  projectId?: string | undefined
  clientId?: string | undefined
  userId?: string | undefined
}

interface Days {
  days: string[]
  weekStartsOn: WeekStart
}

/** Reports on the time of an organization, in a range of days: by day and other groups, by project, by client, by person. */
export default function Reports({ org }: { org: string }) {
  const t = useTexts()
  const organizations = useOrganizations()
  const organization = organizations.data?.items.find(it => it.organizationId === org)
  return (
    <Page title={t.nav.reports} lead={t.lead}>
      <div className="stack">
        <RangeFields timeZone={organization?.timeZone ?? 'UTC'}>
          {days => <Chosen org={org} days={days} weekStartsOn={organization?.weekStartsOn ?? 'monday'} />}
        </RangeFields>
      </div>
    </Page>
  )
}

function Chosen({ org, ...range }: Days & { org: string }) {
  const t = useTexts()
  const [wanted, want] = useFilter('report')
  const narrowed = useNarrowed()
  const asked = { organizationId: org, from: range.days[0] ?? '', to: range.days.at(-1) ?? '', ...narrowed.only }
  const panels: Record<Report, () => ReactNode> = {
    time: () => <OfTime asked={asked} {...range} />,
    project: () => <OfProjects asked={asked} />,
    client: () => <OfClients asked={asked} />,
    user: () => <OfPeople asked={asked} />,
  }
  return (
    <>
      <Narrowing org={org} of={narrowed} />
      <Tabs
        label={t.choose}
        selected={oneOf(wanted, reports)}
        onSelect={id => want(id === reports[0] ? '' : id)}
        tabs={reports.map(id => ({ id, title: t.reports[id], panel: panels[id] }))}
      />
    </>
  )
}

/** A report with its downloads. What is missing in it is said, in the file too. */
function Shown<R extends { complete: boolean; rows: readonly unknown[] }>({
  query,
  choice,
  children,
  ...file
}: ComponentProps<typeof Downloads> & { query: UseQueryResult<R>; choice?: ReactNode; children: (of: R) => ReactNode }) {
  const t = useTexts()
  return (
    <div className="stack">
      <div className="filters">
        {choice}
        <Downloads {...file} />
      </div>
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {of => (
          <>
            {!of.complete && <Notice tone="warn">{t.incomplete}</Notice>}
            {of.rows.length === 0 ? (
              <Empty icon={chartIcon} title={t.none}>
                {t.noneText}
              </Empty>
            ) : (
              <div className="report stack">{children(of)}</div>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Downloads({ report, asked, groupBy }: { report: Report | 'entries'; asked: Asked; groupBy?: (typeof groupings)[number] }) {
  const t = useTexts()
  // Each press makes a file: no answer is kept, as a question's would be.
  const make = useTask((format: Format) => data(api.GET('/reports/export', { params: { query: { ...asked, report, groupBy, format } } })))
  return (
    <ReportButtons
      busy={make.busy}
      make={make.run}
      file={`${report}-${asked.from}`}
      texts={report === 'entries' ? t.exportEntries : t.export}
    />
  )
}

function OfTime({ asked, days, weekStartsOn }: Days & { asked: Asked }) {
  const t = useTexts()
  const [wanted, want] = useFilter('groupBy')
  const groupBy = oneOf(wanted, groupings)
  const query = useQuery(ask('/reports/time', { query: { ...asked, groupBy } }))
  return (
    <Shown
      query={query}
      report="time"
      asked={asked}
      groupBy={groupBy}
      choice={
        <SelectField label={t.groupBy} hideLabel value={groupBy} onChange={to => want(to === groupings[0] ? '' : to)}>
          {groupings.map(it => (
            <option key={it} value={it}>
              {t.by[it]}
            </option>
          ))}
        </SelectField>
      }
    >
      {of => (
        <>
          <TimeChart of={of} days={days} weekStartsOn={weekStartsOn} />
          <Table
            caption={t.reports.time}
            columns={[
              named<TimeLine>(t.columns[of.groupBy], t.total, ({ key, name }) => groupName(t, of.groupBy, key, name)),
              ...minuteColumns(t),
              amounts<TimeLine>('amount', t.amount, it => it.amounts),
            ]}
            rows={timeLines(of.rows, of.total)}
            keyOf={it => (it.of ? `of ${it.of.key}` : 'total')}
          />
          {of.groupBy === 'team' && <p className="soft">{t.ofTeams}</p>}
          <div className="filters">
            <Downloads report="entries" asked={asked} />
          </div>
        </>
      )}
    </Shown>
  )
}

type Texts = ReturnType<typeof useTexts>

function groupName(t: Texts, by: Answer<'/reports/time'>['groupBy'], key: string | null, name: string | null): ReactNode {
  if (key && by === 'day') return date(key, 'UTC')
  if (key && by === 'week') return weekText(key)
  return <bdi>{name ?? (by === 'team' && key === null ? t.noTeam : t.unnamed)}</bdi>
}

/** The time of each day or week. Other groups are in no order in time. */
function TimeChart({ of: { groupBy, rows, total }, days, weekStartsOn }: Days & { of: Answer<'/reports/time'> }) {
  const t = useTexts()
  if (groupBy !== 'day' && groupBy !== 'week') return null
  return (
    <Chart
      level="h2"
      title={t.per[groupBy]}
      what={t.minutes.all}
      // In hours: steps of a hundred minutes are no round times.
      bars={minutesPer(groupBy, days, rows, weekStartsOn).map(({ key, minutes }) => ({
        key,
        value: minutes / 60,
        label: date(key, 'UTC', { day: 'numeric', month: 'short' }),
        title: groupBy === 'day' ? date(key, 'UTC') : weekText(key),
      }))}
      total={total.minutes.all / 60}
      show={value => hours(Math.round(value * 60))}
    />
  )
}

function OfProjects({ asked }: { asked: Asked }) {
  const t = useTexts()
  const query = useQuery(ask('/reports/project', { query: asked }))
  return (
    <Shown query={query} report="project" asked={asked}>
      {({ rows }) => (
        <>
          <Table
            caption={t.reports.project}
            columns={[
              named<ProjectLine>(t.columns.project, t.total, it => <ProjectName org={asked.organizationId} of={it} />),
              ...minuteColumns<ProjectLine>(t, ['all']),
              {
                id: 'budget',
                title: t.budget,
                cell: ({ of }) => {
                  // The total has none: budgets of projects are not one budget.
                  if (!of) return null
                  const { minutes, budgetMinutes } = of
                  return budgetMinutes === null ? '–' : <BudgetBars minutes={minutes.all} budgetMinutes={budgetMinutes} show={hours} />
                },
              },
              amounts<ProjectLine>('amount', t.amount, it => it.amounts),
              // Null for those who may not see it.
              ...(rows.some(({ cost }) => cost !== null) ? [amounts<ProjectLine>('cost', t.cost, it => it.costs)] : []),
              ...(rows.some(({ margin }) => margin !== null) ? [amounts<ProjectLine>('margin', t.margin, it => it.margins)] : []),
            ]}
            rows={projectLines(rows)}
            keyOf={it => it.of?.projectId ?? 'total'}
          />
          <p className="soft">{t.ofProjects}</p>
        </>
      )}
    </Shown>
  )
}

/** A project with its client, and with what its event has sold. */
function ProjectName({ org, of: { projectId, name, clientName, event } }: { org: string; of: ProjectRow }) {
  const t = useTexts()
  return (
    <span className="report-name">
      <span>
        <PageLink to={pages.project} at={{ org, projectId }}>
          <bdi>{name}</bdi>
        </PageLink>
      </span>
      {clientName && (
        <small className="soft">
          <bdi>{clientName}</bdi>
        </small>
      )}
      {event && (
        <small className="soft">
          {t.event(event.title, event.ticketsSold, listOf(event.revenue.map(money)), event.profit ? money(event.profit) : '')}
        </small>
      )}
    </span>
  )
}

function OfClients({ asked }: { asked: Asked }) {
  const t = useTexts()
  const org = asked.organizationId
  const query = useQuery(ask('/reports/client', { query: asked }))
  return (
    <Shown query={query} report="client" asked={asked}>
      {({ rows }) => (
        <Table
          caption={t.reports.client}
          columns={[
            named<ClientLine>(t.columns.client, t.total, ({ clientId, name }) =>
              clientId && name ? (
                <PageLink to={pages.client} at={{ org, clientId }}>
                  <bdi>{name}</bdi>
                </PageLink>
              ) : clientId ? (
                t.unnamed
              ) : (
                t.noClient
              ),
            ),
            // What is approved is said in money: on tablets there is no room for both.
            ...minuteColumns<ClientLine>(t, ['all', 'billable']),
            amounts<ClientLine>('amount', t.amount, it => it.amounts),
            amounts<ClientLine>('invoiced', t.invoiced, it => it.invoiced),
            amounts<ClientLine>('notInvoiced', t.notInvoiced, it => it.notInvoiced),
          ]}
          rows={clientLines(rows)}
          keyOf={it => (it.of ? `of ${it.of.clientId}` : 'total')}
        />
      )}
    </Shown>
  )
}

function OfPeople({ asked }: { asked: Asked }) {
  const t = useTexts()
  const org = asked.organizationId
  const query = useQuery(ask('/reports/user', { query: asked }))
  return (
    <Shown query={query} report="user" asked={asked}>
      {({ rows }) => (
        <>
          <Table
            caption={t.reports.user}
            columns={[
              named<UserLine>(t.columns.person, t.total, ({ userId, name }) => (
                <PageLink to={pages.employee} at={{ org, userId }}>
                  <bdi>{name ?? t.unnamed}</bdi>
                </PageLink>
              )),
              ...minuteColumns(t),
              { id: 'capacity', title: t.capacity, end: true, cell: it => (it.capacity === null ? '–' : hours(it.capacity)) },
              {
                id: 'utilization',
                title: t.utilization,
                end: true,
                cell: it => (it.utilization === null ? '–' : percent(it.utilization)),
              },
            ]}
            rows={userLines(rows)}
            keyOf={it => it.of?.userId ?? 'total'}
          />
          <p className="soft">{t.ofPeople}</p>
        </>
      )}
    </Shown>
  )
}

/** What a row is about, or that it is the total. */
const named = <L extends { of: object | null }>(
  title: string,
  total: string,
  cell: (row: NonNullable<L['of']>) => ReactNode,
): Column<L> => ({
  id: 'name',
  title,
  cell: ({ of }) => (of ? cell(of) : <strong>{total}</strong>),
})

const minuteColumns = <L extends { minutes: Minutes }>(
  t: Texts,
  which: readonly (keyof Minutes)[] = ['all', 'billable', 'approved', 'waiting'],
): Column<L>[] => which.map(it => ({ id: it, title: t.minutes[it], end: true, cell: ({ minutes }) => hours(minutes[it]) }))

/** A line for each currency. */
const amounts = <L,>(id: string, title: string, of: (line: L) => readonly Schemas['Money'][]): Column<L> => ({
  id,
  title,
  end: true,
  cell: line => {
    const list = of(line)
    return list.length === 0 ? (
      '–'
    ) : (
      <span>
        {list.map((it, i) => (
          <Fragment key={it.currency}>
            {i > 0 && <br />}
            {money(it)}
          </Fragment>
        ))}
      </span>
    )
  },
})
