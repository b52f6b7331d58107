// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, expect, test, vi } from 'vitest'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { load } from '../texts'
import Month from './Month'

const place = document.createElement('div')
const zones = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York']

afterEach(() => {
  render(null, place)
  vi.unstubAllGlobals()
})

test('a month with many events builds a handful of formatters, and shows each event on its day', async () => {
  const items = Array.from({ length: 300 }, (_, i) => ({
    eventId: `evt_${i}`,
    title: `Event ${i}`,
    startsAt: `2027-05-${String(1 + (i % 28)).padStart(2, '0')}T10:00:00Z`,
    timeZone: zones[i % zones.length],
  }))
  vi.stubGlobal('fetch', async () => Response.json({ items, next: null }))
  await Promise.all([loadCommonTexts(), load()])
  let built = 0
  const counting = new Proxy(Intl.DateTimeFormat, {
    construct(target, args) {
      built++
      return Reflect.construct(target, args)
    },
  })
  vi.stubGlobal('Intl', {
    ...Object.fromEntries(Object.getOwnPropertyNames(Intl).map(name => [name, Reflect.get(Intl, name)])),
    DateTimeFormat: counting,
  })
  render(
    <Queries>
      <Month month="2027-05" category="" text="" onMonth={() => undefined} />
    </Queries>,
    place,
  )
  await vi.waitFor(() => expect(place.querySelectorAll('.day-events li')).toHaveLength(300))
  const third = [...place.querySelectorAll('td')].find(cell => cell.querySelector('time')?.dateTime === '2027-05-03')
  expect([...(third?.querySelectorAll('a') ?? [])].map(link => link.getAttribute('href'))).toEqual(
    items.flatMap(({ eventId }, i) => (i % 28 === 2 ? [`/e/${eventId}`] : [])),
  )
  expect(built).toBeLessThan(12)
})
