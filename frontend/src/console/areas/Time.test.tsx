// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../../api/questions'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { today } from '../range'
import { load as loadShell } from '../texts'
import { dayAfter, daysOfWeek, weekOf } from '../time'
import Time from './Time'
import { load } from './texts/time'

const place = document.createElement('div')
const ORG = 'org_own'
const week = dayAfter(weekOf(today('Europe/Berlin'), 'monday'), -7)
const [monday = '', tuesday = ''] = daysOfWeek(week)
const soon = (check: () => void) => vi.waitFor(check, 5000)

let stored: Record<string, unknown>[] = []
let sent: string[] = []
let open = 0
let mostOpen = 0
let refusal: string | null = null

const entry = (id: string, date: string, minutes: number) => ({
  timeEntryId: id,
  projectId: 'prj_1',
  projectName: 'Stage',
  clientName: null,
  date,
  minutes,
  note: null,
  reason: null,
  startedAt: null,
  endedAt: null,
  createdAt: `${date}T09:00:00Z`,
  status: 'draft',
  locked: null,
  version: 1,
})

const reads: Record<string, () => object> = {
  '/me': () => ({ userId: 'ada', groups: [], organizations: [{ organizationId: ORG, role: 'staff' }] }),
  '/organizations': () => ({
    items: [{ organizationId: ORG, status: 'active', timeZone: 'Europe/Berlin', weekStartsOn: 'monday', timeClosedThrough: null }],
  }),
  '/projects': () => ({ items: [{ projectId: 'prj_1', name: 'Stage', clientName: null, startsOn: null, endsOn: null, memberIds: null }] }),
  '/staff/ada': () => ({ timer: null, weeklyMinutes: null, employedFrom: null, employedUntil: null }),
  '/time-entries': () => ({ items: stored, next: null }),
}

async function change(method: string, path: string, body?: { date: string; minutes: number }) {
  mostOpen = Math.max(mostOpen, ++open)
  sent.push(`${method} ${path} ${body?.minutes ?? ''}`.trim())
  await new Promise(done => setTimeout(done, 20))
  open--
  if (refusal) return Response.json({ status: 409, code: refusal }, { status: 409 })
  if (path === '/time-entries/submit') return Response.json({ submitted: 1, skipped: 0 })
  const id = path.split('/')[2] ?? `tme_${sent.length}`
  const before = stored.find(it => it.timeEntryId === id)
  stored = stored.filter(it => it !== before)
  if (method === 'DELETE') return new Response(null, { status: 204 })
  const next = before ? { ...before, minutes: body?.minutes } : entry(id, body?.date ?? '', body?.minutes ?? 0)
  stored.push(next)
  return Response.json(next)
}

beforeEach(async () => {
  await Promise.all([load('en'), loadShell('en'), loadCommonTexts('en')])
  stored = [entry('tme_monday', monday, 60)]
  sent = []
  mostOpen = 0
  refusal = null
  queries.clear()
  history.replaceState(null, '', `/${ORG}/time?week=${week}`)
  document.body.append(place)
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const name = new URL(path, 'http://host').pathname.replace('/api', '')
    return method === 'GET' ? Response.json(reads[name]?.()) : change(method, name, body ? JSON.parse(String(body)) : undefined)
  })
  render(
    <Queries>
      <Time org={ORG} />
    </Queries>,
    place,
  )
  await soon(() => expect(fields()).toHaveLength(7))
})
afterEach(async () => {
  await soon(() => expect(open + queries.isFetching()).toBe(0))
  render(null, place)
  place.remove()
  vi.unstubAllGlobals()
})

const fields = () => [...place.querySelectorAll<HTMLInputElement>('.week-grid input')]
const shown = () => fields().map(it => it.value)
const sums = () => [...place.querySelectorAll('.week-grid tbody tr:last-child td')].map(it => it.textContent)

/** Types into the field of a day, and leaves it. */
function enter(day: number, text: string) {
  const field = fields()[day]
  if (!field) throw new Error('There is no such field.')
  field.focus()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.blur()
}

test('Fields that are left are saved one after the other: an entry is changed, made and deleted', async () => {
  enter(0, '1,5')
  await soon(() => expect(shown()[0]).toBe('1:30'))
  enter(1, '45m')
  enter(2, '2')
  enter(0, '')
  await soon(() => expect(sent).toHaveLength(4))
  await soon(() => expect(shown()).toEqual(['', '0:45', '2:00', '', '', '', '']))
  expect(sent).toEqual([
    'PATCH /time-entries/tme_monday 90',
    'POST /time-entries 45',
    'POST /time-entries 120',
    'DELETE /time-entries/tme_monday',
  ])
  expect(mostOpen).toBe(1)
  await soon(() => expect(sums()).toEqual(['Total', '0:00', '0:45', '2:00', '0:00', '0:00', '0:00', '0:00', '2:45']))
})

test('What is the same, or comes back by Escape, is not sent', async () => {
  enter(0, '60m')
  await soon(() => expect(shown()[0]).toBe('1:00'))
  enter(1, 'two')
  await soon(() => expect(fields()[1]?.getAttribute('aria-invalid')).toBe('true'))
  fields()[1]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await soon(() => expect(shown()[1]).toBe(''))
  expect(sent).toEqual([])
})

test('What cannot be saved stays in its field, with the reason, and the week is not submitted', async () => {
  refusal = 'period_closed'
  enter(1, '3')
  await soon(() => expect(place.querySelector('.week-grid .error')?.textContent).toContain('Not saved'))
  await soon(() => expect(place.querySelector('.notice')?.textContent).toContain('The period of this day is closed'))
  expect(shown()[1]).toBe('3')
  enter(2, 'two')
  await soon(() => expect(place.querySelectorAll('.week-grid .error')).toHaveLength(2))
  const submit = [...place.querySelectorAll('button')].find(it => it.textContent === 'Submit week')
  submit?.click()
  await soon(() => expect(document.activeElement).toBe(fields()[1]))
  expect(sent).toEqual(['POST /time-entries 180'])
  refusal = null
  enter(1, '3:00')
  await soon(() => expect(place.querySelectorAll('.week-grid .error')).toHaveLength(1))
  enter(2, '')
  await soon(() => expect(place.querySelectorAll('.error, .notice')).toHaveLength(0))
  submit?.click()
  await soon(() => expect(sent.at(-1)).toBe('POST /time-entries/submit'))
  expect(stored.map(it => it.date)).toContain(tuesday)
})
