// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../../api/questions'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { load as loadShell } from '../texts'
import Reports from './Reports'
import { load as loadAnalytics } from './texts/analytics'
import { load as loadOverview } from './texts/overview'
import { load as loadProjects } from './texts/projects'
import { load } from './texts/reports'

const place = document.createElement('div')
const ORG = 'org_own'
const soon = (check: () => void) => vi.waitFor(check, 5000)

let asked: string[] = []

const minutes = { all: 315, billable: 240, approved: 240, waiting: 75 }
const eur = (amount: number) => ({ amount, currency: 'eur' })
const usd = (amount: number) => ({ amount, currency: 'usd' })
const row = { key: null, name: null, minutes, amounts: [eur(22_000), usd(6_000)] }
const project = {
  projectId: 'prj_1',
  name: 'Stage',
  clientName: 'Harbour',
  minutes,
  budgetMinutes: 300,
  amount: eur(22_000),
  cost: null as object | null,
  margin: null as object | null,
  invoiced: eur(0),
  notInvoiced: eur(0),
  event: { eventId: 'evt_1', title: 'Jazz', ticketsSold: 142, revenue: [eur(355_000)], profit: null as object | null },
}
let projects = [project]

function answer(name: string, query: URLSearchParams): object {
  if (name === '/organizations')
    return { items: [{ organizationId: ORG, status: 'active', timeZone: 'Europe/Berlin', weekStartsOn: 'monday' }] }
  if (name === '/projects') return { items: [{ projectId: 'prj_1', name: 'Stage' }] }
  if (name === '/clients') return { items: [] }
  if (name === '/staff') return { items: [{ userId: 'ada', name: 'Ada' }] }
  asked.push(`${name}?${query}`)
  if (name === '/reports/export')
    return { url: 'https://files.example.com/a.xlsx', expiresAt: '2027-05-14T18:00:00Z', lines: 3, complete: true }
  if (name === '/reports/time') return { complete: false, groupBy: query.get('groupBy'), rows: [{ ...row, key: '2027-05-10' }], total: row }
  if (name === '/reports/project') return { complete: true, rows: projects }
  if (name === '/reports/user')
    return { complete: true, rows: [{ userId: 'ada', name: 'Ada', minutes, capacityMinutes: 960, utilization: 0.25 }] }
  return { complete: true, rows: [] }
}

beforeEach(async () => {
  await Promise.all([load('en'), loadAnalytics('en'), loadOverview('en'), loadProjects('en'), loadShell('en'), loadCommonTexts('en')])
  asked = []
  projects = [project]
  queries.clear()
  document.body.append(place)
  vi.stubGlobal('fetch', async (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://host')
    return Response.json(answer(pathname.replace('/api', ''), searchParams))
  })
})
afterEach(async () => {
  await soon(() => expect(queries.isFetching()).toBe(0))
  render(null, place)
  place.remove()
  vi.unstubAllGlobals()
})

const DAYS = 'from=2027-05-10&to=2027-05-14'
const show = (query: string) => {
  history.replaceState(null, '', `/${ORG}/reports?${DAYS}${query}`)
  render(
    <Queries>
      <Reports org={ORG} />
    </Queries>,
    place,
  )
}
const table = () =>
  [...place.querySelectorAll('.report > .table tr')].map(line => [...line.querySelectorAll('th, td')].map(cell => cell.textContent))
const press = (role: string, name: string) => [...place.querySelectorAll<HTMLElement>(role)].find(it => it.textContent === name)?.click()

test('Time by day has a chart, a total in each currency, a note when it is not all, and files', async () => {
  show('')
  await soon(() =>
    expect(table()).toEqual([
      ['Day', 'Time', 'Billable', 'Approved', 'Submitted', 'Amount'],
      ['Monday, May 10, 2027', '5:15', '4:00', '4:00', '1:15', '€220.00$60.00'],
      ['Total', '5:15', '4:00', '4:00', '1:15', '€220.00$60.00'],
    ]),
  )
  expect(place.querySelector('svg[role=img]')?.getAttribute('aria-label')).toContain('Time per day: 5:15')
  expect(place.textContent).toContain('Choose fewer days to see all of them.')
  press('button', 'Export XLSX')
  await soon(() => expect(asked).toHaveLength(2))
  const range = `organizationId=${ORG}&${DAYS}`
  expect(asked).toEqual([`/reports/time?${range}&groupBy=day`, `/reports/export?${range}&report=time&groupBy=day&format=xlsx`])
})

test('Time by team has no chart, and says why the teams are more than the total', async () => {
  show('&groupBy=team')
  await soon(() => expect(place.textContent).toContain('People in several teams count in each of them'))
  expect(place.querySelector('svg[role=img]')).toBeNull()
})

test('Projects are shown against their budgets with what their events sold; cost and profit only when they are known', async () => {
  show('&report=project')
  await soon(() =>
    expect(table()).toEqual([
      ['Project', 'Time', 'Budget', 'Amount'],
      ['StageHarbourJazz: 142 tickets sold, revenue €3,550.00', '5:15', '5:15 of 5:00Over budget', '€220.00'],
      ['Total', '5:15', '', '€220.00'],
    ]),
  )
  queries.clear()
  render(null, place)
  projects = [{ ...project, cost: eur(10_000), margin: eur(12_000), event: { ...project.event, profit: eur(345_000) } }]
  show('&report=project')
  await soon(() => expect(table()[0]).toEqual(['Project', 'Time', 'Budget', 'Amount', 'Cost', 'Margin']))
  expect(table()[1]?.[0]).toContain('revenue €3,550.00, profit €3,450.00')
  expect(table()[2]?.slice(3)).toEqual(['€220.00', '€100.00', '€120.00'])
})

test('A tab is kept in the address; people have their utilization in percent, and a report without rows says so', async () => {
  show('')
  await soon(() => expect(table()).toHaveLength(3))
  press('[role=tab]', 'People')
  await soon(() => expect(table()[1]).toEqual(['Ada', '5:15', '4:00', '4:00', '1:15', '16:00', '25%']))
  expect(location.search).toBe(`?${DAYS}&report=user`)
  press('[role=tab]', 'Clients')
  await soon(() => expect(place.textContent).toContain('No time was entered in these days'))
  press('[role=tab]', 'Time')
  await soon(() => expect(location.search).toBe(`?${DAYS}`))
})

test('A report is about one project and person when they are chosen, its file too, and every entry is a line of another file', async () => {
  show('&person=ada')
  await soon(() => expect(table()).toHaveLength(3))
  const choices = [...place.querySelectorAll('select')].map(it => [...it.options].map(option => option.textContent))
  expect(choices).toContainEqual(['All projects', 'Stage'])
  expect(choices).not.toContainEqual(['All clients'])
  const projects = [...place.querySelectorAll('select')].find(it => it.options[0]?.textContent === 'All projects')
  if (!projects) throw new Error('There is no choice of projects.')
  projects.value = 'prj_1'
  projects.dispatchEvent(new Event('change', { bubbles: true }))
  await soon(() => expect(location.search).toBe(`?${DAYS}&person=ada&project=prj_1`))
  const narrowed = `organizationId=${ORG}&${DAYS}&projectId=prj_1&userId=ada`
  await soon(() => expect(asked.at(-1)).toBe(`/reports/time?${narrowed}&groupBy=day`))
  press('button', 'Every entry as CSV')
  await soon(() => expect(asked.at(-1)).toBe(`/reports/export?${narrowed}&report=entries&format=csv`))
})
