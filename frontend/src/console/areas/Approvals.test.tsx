// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../../api/questions'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { load as loadShell } from '../texts'
import Approvals from './Approvals'
import { load } from './texts/time'

const place = document.createElement('div')
const ORG = 'org_own'
const soon = (check: () => void) => vi.waitFor(check, 5000)

let role = 'manager'
let waiting: Record<string, object[]> = {}
let asked: string[] = []
let sent: string[] = []

const entry = (id: string, userId: string, date = '2027-05-12') => ({
  timeEntryId: id,
  userId,
  userName: userId.replace(/^./, letter => letter.toUpperCase()),
  projectId: 'prj_1',
  projectName: 'Stage',
  clientName: null,
  date,
  minutes: 60,
  note: null,
  reason: null,
  startedAt: null,
  endedAt: null,
  createdAt: `${date}T09:00:00Z`,
  status: 'submitted',
  locked: 'entry_locked',
  version: 1,
})

const team = (teamId: string, leadId: string) => ({ teamId, name: teamId, leadId, memberIds: [] })

function answer(name: string, query: URLSearchParams): object {
  if (name === '/me') return { userId: 'ada', groups: [], organizations: [{ organizationId: ORG, role }] }
  if (name === '/organizations')
    return { items: [{ organizationId: ORG, status: 'active', timeZone: 'Europe/Berlin', weekStartsOn: 'monday' }] }
  if (name === '/teams') return { items: [team('stage', 'ada'), team('sound', 'ada'), team('light', 'bob')], next: null }
  asked.push(`${query.get('status')} of ${query.get('teamId') ?? 'all'}`)
  return { items: waiting[query.get('teamId') ?? 'all'] ?? [], next: null }
}

/** One of several was taken back meanwhile. */
function decide(name: string, body?: { timeEntryIds: string[] }): object {
  sent.push(`${name} ${JSON.stringify(body ?? {})}`)
  waiting = {}
  const results = body?.timeEntryIds.map((timeEntryId, i) => ({ timeEntryId, status: null, problem: i === 0 ? 'not_submitted' : null }))
  return { results }
}

beforeEach(async () => {
  await Promise.all([load('en'), loadShell('en'), loadCommonTexts('en')])
  asked = []
  sent = []
  queries.clear()
  history.replaceState(null, '', `/${ORG}/approvals`)
  document.body.append(place)
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(path, 'http://host')
    const name = pathname.replace('/api', '')
    return Response.json(method === 'GET' ? answer(name, searchParams) : decide(name, body ? JSON.parse(String(body)) : undefined))
  })
})
afterEach(async () => {
  await soon(() => expect(queries.isFetching()).toBe(0))
  render(null, place)
  place.remove()
  vi.unstubAllGlobals()
})

const show = () => {
  render(
    <Queries>
      <Approvals org={ORG} />
    </Queries>,
    place,
  )
}
const groups = () => [...place.querySelectorAll('h2')].map(it => it.textContent)
const press = (label: string) => [...place.querySelectorAll('button')].find(it => it.getAttribute('aria-label')?.startsWith(label))?.click()

test('A manager sees everybody’s time, decides on that of others, and is told what was refused', async () => {
  role = 'manager'
  waiting = { all: [entry('1', 'bob'), entry('2', 'bob'), entry('3', 'ada'), entry('4', 'bob', '2027-05-03')] }
  show()
  await soon(() => expect(groups()).toEqual(['Bob', 'Ada (You)', 'Bob']))
  expect(asked).toEqual(['submitted of all'])
  expect(place.textContent).toContain('Somebody else has to approve your own time.')
  expect([...place.querySelectorAll('button')].some(it => it.getAttribute('aria-label')?.includes('Ada'))).toBe(false)
  press('Approve all: Bob, May 10')
  await soon(() => expect(sent).toEqual(['/time-entries/review {"timeEntryIds":["1","2"],"decision":"approve"}']))
  await soon(() => expect(place.textContent).toContain('1 entry stays as it was'))
  expect(place.textContent).toContain('Stage, Wed, May 12: This is no longer waiting for approval.')
  await soon(() => expect(place.textContent).toContain('Nothing to approve'))
})

test('An administrator of the organization decides on their own time, too', async () => {
  role = 'admin'
  waiting = { all: [entry('3', 'ada')] }
  show()
  await soon(() => expect(groups()).toEqual(['Ada (You)']))
  press('Approve: Ada, Stage')
  await soon(() => expect(sent).toEqual(['/time-entries/3/approve {}']))
})

test('The lead of teams sees the time of their members, each entry once', async () => {
  role = 'staff'
  waiting = { stage: [entry('1', 'bob')], sound: [entry('1', 'bob'), entry('2', 'eve')], light: [entry('5', 'joe')] }
  show()
  await soon(() => expect(groups()).toEqual(['Bob', 'Eve']))
  expect(asked).toEqual(['submitted of stage', 'submitted of sound'])
  expect(place.querySelectorAll('tbody tr')).toHaveLength(2)
})

test('Who leads no team has nothing to approve', async () => {
  role = 'staff'
  vi.stubGlobal('fetch', async (path: string) => {
    const name = new URL(path, 'http://host').pathname.replace('/api', '')
    return Response.json(name === '/teams' ? { items: [team('light', 'bob')], next: null } : answer(name, new URLSearchParams()))
  })
  show()
  await soon(() => expect(place.textContent).toContain('Nothing to approve'))
  expect(asked).toEqual([])
})
