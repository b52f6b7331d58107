// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../api/questions'
import { Queries } from '../ui/queries'
import { useFilter } from './useFilters'
import { type List, useList } from './useList'

const place = document.createElement('div')
const TOTAL = 230
const asked: string[] = []
let list: ReturnType<typeof useScans>
let people: List<{ userId: string }>

const useScans = (whole: boolean) =>
  useList('/events/{eventId}/check-ins', {
    path: { eventId: 'evt_1' },
    whole,
    search: { label: 'Search', of: scan => [scan.holderName] },
    filters: {
      verdict: { label: 'Verdict', all: 'All', options: [['invalid', 'Refused']], keeps: (scan, value) => scan.result === value },
    },
  })

function Scans({ whole = false }) {
  list = useScans(whole)
  return null
}

/** A list that the API searches and filters. */
function People() {
  const [text] = useFilter('q')
  const [status] = useFilter('status')
  people = useList('/admin/users', {
    query: { email: text || undefined, status: (status || undefined) as 'disabled' | undefined },
    enabled: text !== '',
    search: { label: 'Search' },
    filters: { status: { label: 'Status', all: 'All', options: [['disabled', 'Disabled']] } },
  })
  return null
}

beforeEach(() => {
  asked.length = 0
  queries.clear()
  history.replaceState(null, '', '/')
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const { searchParams } = new URL(path, 'http://host')
    const [from, limit] = [Number(searchParams.get('cursor') ?? 0), Number(searchParams.get('limit'))]
    const items = Array.from({ length: Math.min(limit, TOTAL - from) }, (_, i) => ({
      scanId: `${from + i}`,
      holderName: `Holder ${from + i}`,
      result: (from + i) % 100 === 99 ? 'invalid' : 'valid',
    }))
    return Response.json({ items, next: from + limit < TOTAL ? `${from + limit}` : null })
  })
})
afterEach(() => {
  render(null, place)
  vi.unstubAllGlobals()
})

const show = (whole = false) => {
  render(
    <Queries>
      <Scans whole={whole} />
    </Queries>,
    place,
  )
}
const settled = (loaded: number) => vi.waitFor(() => expect(list.loaded).toBe(loaded))

test('One page is loaded, and fifty rows are shown; more come with each press', async () => {
  show()
  await settled(100)
  expect(asked).toHaveLength(1)
  expect([list.shown.length, list.complete]).toEqual([50, false])
  list.more?.()
  await settled(200)
  expect(list.shown).toHaveLength(100)
  // Back to the list, it is as long as it was.
  render(null, place)
  show()
  await settled(200)
  expect(list.shown).toHaveLength(100)
})

test('A search loads the rest, waits for the typing to pause, and replaces the address', async () => {
  show()
  await settled(100)
  const entries = history.length
  list.setText('holder 2')
  list.setText('holder 211')
  expect(location.search).toBe('')
  await settled(TOTAL)
  await vi.waitFor(() => expect(list.rows.map(row => row.scanId)).toEqual(['211']))
  await vi.waitFor(() => expect(location.search).toBe('?q=holder+211'))
  expect(history.length).toBe(entries)
  expect(list.complete).toBe(true)
})

test('A filter of the address applies from the start', async () => {
  history.replaceState(null, '', '/?verdict=invalid')
  show()
  await settled(TOTAL)
  expect(list.rows.map(row => row.scanId)).toEqual(['99', '199'])
  expect(list.more).toBeUndefined()
})

test('A list over which something is counted is loaded as a whole', async () => {
  show(true)
  await settled(TOTAL)
  expect(asked).toHaveLength(3)
})

test('A search of the API waits for a text, keeps what it answers, and goes on past pages that are empty', async () => {
  const answers = [
    { items: [], next: '1' },
    { items: [{ userId: 'ada' }], next: '2' },
  ]
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(answers[asked.length - 1])
  })
  const shown = (search: string) => {
    history.replaceState(null, '', `/${search}`)
    render(
      <Queries>
        <People />
      </Queries>,
      place,
    )
  }
  shown('')
  expect([people.idle, asked.length]).toEqual([true, 0])
  render(null, place)
  shown('?q=ad&status=disabled')
  await vi.waitFor(() => expect(people.rows.map(row => row.userId)).toEqual(['ada']))
  expect([people.idle, people.filtered, people.complete, people.searching]).toEqual([false, true, false, false])
  expect(asked.map(path => new URL(path, 'http://host').search)).toEqual([
    '?email=ad&status=disabled&limit=100',
    '?email=ad&status=disabled&limit=100&cursor=1',
  ])
})
