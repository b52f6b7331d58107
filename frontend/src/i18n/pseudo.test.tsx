// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { disguised } from './pseudo'

const place = document.createElement('div')

test('a text has accents, brackets and more length, and the names in it stay as they are', () => {
  const texts = { left: (name: string, n: number) => `${name}: ${n} left`, steps: ['One'], more: { done: 'Done' } }
  const en = disguised(texts, 'en-XA')
  expect(en.left('Ada', 3)).toMatch(/^\[Ada: 3 ļéƒţ ~+.*\]$/)
  expect([en.more.done, en.steps]).toEqual(['[Ðóñé ~~~~]', ['[Óñé ~~~~]']])
  expect(disguised(texts, 'ar-XB').left('Ada', 3)).toBe('Ada: 3 \u200f\u202eleft\u202c\u200f')
})

/** What a page says to the eye and to screen readers. Languages are named in themselves. */
function said(): string[] {
  const found = [...place.querySelectorAll('*')].flatMap(it => [it.getAttribute('aria-label'), it.getAttribute('placeholder')])
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest('option[lang]')) found.push(walker.currentNode.nodeValue)
  return found.filter((text): text is string => /\p{L}/u.test(text ?? ''))
}

/** Dates, zones, currencies and countries, which the browser names. */
const byBrowser =
  /^[\s\d,.:–|€%/+-]*((Mon|Tue|Wed|Thu|Fri|Sat|Sun|May|CES?T|AM|PM|Time|Germany|[A-Z][a-z]+day|[A-Z]{3}|[A-Z]\w+\/\w+)[\s\d,.:–|€-]*)+$/

/** Elements whose sentence is put together from several texts. */
const glued = () =>
  [...place.querySelectorAll('*')].filter(
    element => [...element.childNodes].filter(node => node.nodeType === 3 && /\[.*\]/.test(node.nodeValue ?? '')).length > 1,
  )

const event = {
  eventId: 'evt_1',
  title: '1',
  description: null,
  category: 'concert',
  status: 'published',
  priceDisplay: 'taxIncluded',
  taxRate: { percent: 19, name: 'vat' },
  startsAt: '2027-05-03T10:00:00Z',
  endsAt: '2027-05-03T12:00:00Z',
  gateOpensAt: '2027-05-03T09:00:00Z',
  refundsUntil: null,
  timeZone: 'Europe/Berlin',
  capacity: 100,
  maxPerPerson: 4,
  venue: { name: '2', address: null, city: '3', state: null, postalCode: null, country: 'DE' },
  available: 5,
  images: [],
  ticketTypes: [
    {
      ticketTypeId: 't',
      name: '4',
      price: { amount: 2500, currency: 'eur' },
      availability: 'available',
      available: 5,
      maxPerOrder: 4,
      quantity: 9,
    },
  ],
}

beforeAll(() => {
  vi.resetModules()
  sessionStorage.setItem('pseudo-language', 'en-XA')
  document.body.append(place)
  vi.stubGlobal('fetch', async (url: string) => Response.json(url.endsWith('/events/evt_1') ? event : { items: [event], next: null }))
})
afterAll(() => {
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

/** Loads a page with fresh modules, which read the chosen language. */
const pages = {
  'the list of events': async () => {
    const [{ List }, { load }] = await Promise.all([import('../shop/events/List'), import('../shop/texts')])
    await load()
    return <List />
  },
  'an event': async () => {
    const [{ default: EventPage }, shop, own] = await Promise.all([
      import('../shop/event/EventPage'),
      import('../shop/texts'),
      import('../shop/event/texts'),
    ])
    await Promise.all([shop.load(), own.load()])
    return <EventPage eventId="evt_1" />
  },
  'the list of the organizer': async () => {
    const [{ default: Events }, shell, own] = await Promise.all([
      import('../console/areas/Events'),
      import('../console/texts'),
      import('../console/areas/texts/events'),
    ])
    await Promise.all([shell.load(), own.load()])
    return <Events org="org_1" />
  },
  'a new event': async () => {
    const [{ default: NewEvent }, shell, own] = await Promise.all([
      import('../console/areas/NewEvent'),
      import('../console/texts'),
      import('../console/areas/texts/events'),
    ])
    await Promise.all([shell.load(), own.load()])
    return <NewEvent org="org_1" />
  },
  'the settings': async () => {
    const { Settings } = await import('../ui')
    return <Settings />
  },
}

test.each(Object.entries(pages))('%s has no text in its code, and no sentence glued from two', async (_, page) => {
  const [{ loadCommonTexts }, { Queries }] = await Promise.all([import('../ui/texts'), import('../ui/queries')])
  await loadCommonTexts()
  render(<Queries>{await page()}</Queries>, place)
  await new Promise(resolve => setTimeout(resolve, 100))
  const translated = () => said().filter(text => text.startsWith('[')).length
  await vi.waitFor(() => expect(translated()).toBeGreaterThan(2), { timeout: 10_000 })
  const texts = said()
  expect(texts.filter(text => /[a-z]{2}/i.test(text) && !text.startsWith('[') && !byBrowser.test(text))).toEqual([])
  expect(glued().map(element => element.textContent)).toEqual([])
  render(null, place)
})
