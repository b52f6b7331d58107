// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../../api/questions'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { load as loadShell } from '../texts'
import AllAttendees from './AllAttendees'
import { load } from './texts/orders'

const place = document.createElement('div')
const ORG = 'org_own'
const TOTAL = 70
const sent: string[] = []
/** The rows take a while where other tests run beside these. */
const soon = (check: () => void) => vi.waitFor(check, 5000)
const list = `/organizations/${ORG}/attendees`

/** One of the first page is on the second one too: it has changed meanwhile. */
const attendee = (n: number) => ({
  ticketId: `tkt_${n}`,
  holderName: `Guest ${n}`,
  email: null,
  eventId: 'evt_1',
  eventTitle: 'Blue Hour',
  ticketTypeName: 'Standing',
  status: 'valid',
  usedAt: null,
  registrationId: 'reg_1',
})

const answers: Record<string, (query: URLSearchParams) => object> = {
  '/me': () => ({ userId: 'person', groups: [], organizations: [{ organizationId: ORG, role: 'manager' }] }),
  '/organizations': () => ({ items: [], next: null }),
  '/my-events': () => ({
    items: [
      { eventId: 'evt_1', title: 'Blue Hour', startsAt: '2027-05-14T18:00:00Z', timeZone: 'Europe/Berlin', status: 'published' },
      { eventId: 'evt_2', title: 'Draft', startsAt: '2027-05-14T18:00:00Z', timeZone: 'Europe/Berlin', status: 'draft' },
    ],
    next: null,
  }),
  [list]: query =>
    query.has('cursor')
      ? { items: [attendee(0), ...Array.from({ length: TOTAL - 60 }, (_, i) => attendee(60 + i))], next: null }
      : { items: Array.from({ length: 60 }, (_, i) => attendee(i)), next: 'more' },
  [`${list}/export`]: () => ({ url: 'https://files.example.com/a.csv', expiresAt: '2027-05-14T18:00:00Z', lines: 3, complete: true }),
}

beforeEach(async () => {
  await Promise.all([load('en'), loadShell('en'), loadCommonTexts('en')])
  sent.length = 0
  queries.clear()
  history.replaceState(null, '', `/${ORG}/attendees`)
  document.body.append(place)
  vi.stubGlobal('print', vi.fn())
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(path, 'http://host')
    const name = pathname.replace('/api', '')
    sent.push(`${method} ${name}?${searchParams} ${body ?? ''}`.trim())
    return Response.json(answers[name]?.(searchParams))
  })
})
afterEach(() => {
  render(null, place)
  place.remove()
  vi.unstubAllGlobals()
})

const show = () => {
  render(
    <Queries>
      <AllAttendees org={ORG} />
    </Queries>,
    place,
  )
}
const rows = () => place.querySelectorAll('tbody tr').length
const press = (text: string) => [...place.querySelectorAll('button')].find(it => it.textContent?.includes(text))?.click()

test('The print has all attendees, each once, and the list is as before when the dialog is closed', async () => {
  show()
  await soon(() => expect(rows()).toBe(50))
  expect(place.querySelector('[role=status]')?.textContent).toBe('The first 60 attendees')
  vi.mocked(print).mockImplementation(() => expect(rows()).toBe(TOTAL))
  press('Print list')
  await soon(() => expect(print).toHaveBeenCalledTimes(1))
  expect(place.querySelector('[role=status]')?.textContent).toBe(`${TOTAL} attendees`)
  dispatchEvent(new Event('afterprint'))
  await soon(() => expect(rows()).toBe(50))
  press('Print list')
  await soon(() => expect(print).toHaveBeenCalledTimes(2))
})

test('What the address says filters the list and the file', async () => {
  history.replaceState(null, '', `/${ORG}/attendees?q=guest&event=evt_1&status=used`)
  show()
  await soon(() => expect(rows()).toBe(50))
  expect(sent).toContain(`GET ${list}?eventId=evt_1&status=used&text=guest&limit=100`)
  await soon(() =>
    expect([...place.querySelectorAll('select')].map(select => select.selectedOptions[0]?.textContent)).toEqual([
      'Blue Hour · May 14, 2027',
      'Checked in',
    ]),
  )
  expect([...place.querySelectorAll('option')].map(it => it.value)).not.toContain('evt_2')
  press('Export CSV')
  await soon(() =>
    expect(sent.find(it => it.startsWith('POST'))).toBe(
      `POST ${list}/export? {"eventId":"evt_1","status":"used","text":"guest","format":"csv"}`,
    ),
  )
})
