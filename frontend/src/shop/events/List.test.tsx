// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, expect, test, vi } from 'vitest'
import { Queries } from '../../ui/queries'
import { loadCommonTexts } from '../../ui/texts'
import { load } from '../texts'
import { List } from './List'

const place = document.createElement('div')
const event = (title: string) => ({
  eventId: `evt_${title}`,
  title,
  category: 'concert',
  status: 'published',
  priceDisplay: 'taxIncluded',
  taxRate: { percent: 19, name: 'vat' },
  startsAt: '2027-05-03T10:00:00Z',
  timeZone: 'Europe/Berlin',
  venue: { name: 'Hafenklang', city: 'Hamburg' },
  available: 50,
  images: [],
  ticketTypes: [{ price: { amount: 2500, currency: 'eur' }, availability: 'available', available: 50 }],
})

afterEach(() => {
  render(null, place)
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

const search = async (text: string) => {
  const input = place.querySelector<HTMLInputElement>('input[type=search]') as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await new Promise(resolve => setTimeout(resolve, 20))
  place.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
}

test('another search aborts the one before, whose answer no longer counts', async () => {
  const asked: { text: string; signal: AbortSignal; answer: () => void }[] = []
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    const text = new URL(url, 'https://shop.example').searchParams.get('text') ?? ''
    if (!text) return Promise.resolve(Response.json({ items: [], next: null }))
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      asked.push({ text, signal, answer: () => resolve(Response.json({ items: [event(text)], next: null })) })
    })
  })
  await Promise.all([loadCommonTexts(), load()])
  render(
    <Queries>
      <List />
    </Queries>,
    place,
  )
  await vi.waitFor(() => expect(place.querySelector('.empty')).not.toBeNull())
  await search('ja')
  await vi.waitFor(() => expect(asked.map(it => it.text)).toEqual(['ja']))
  await search('jazz')
  await vi.waitFor(() => expect(asked.map(it => it.text)).toEqual(['ja', 'jazz']))
  expect(asked.map(it => it.signal.aborted)).toEqual([true, false])
  asked[1]?.answer()
  asked[0]?.answer()
  await vi.waitFor(() => expect([...place.querySelectorAll('h3')].map(it => it.textContent)).toEqual(['jazz']))
  await new Promise(resolve => setTimeout(resolve, 50))
  expect([...place.querySelectorAll('h3')].map(it => it.textContent)).toEqual(['jazz'])
  expect(place.querySelector('.price')?.textContent).toContain('incl. 19% VAT')
})
