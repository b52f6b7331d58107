import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllGlobals())

test('a price has the digits that the server counts, whatever the browser usually shows of its currency', async () => {
  const currencies = ['huf', 'idr', 'cop', 'pkr', 'eur', 'jpy', 'xof', 'kwd', 'tnd']
  const ticketTypes = currencies.map(currency => ({ name: currency, price: { amount: 4_560_000, currency }, availability: 'soldOut' }))
  vi.stubGlobal('fetch', async () =>
    Response.json({ title: 'Jazz', status: 'published', startsAt: '2026-12-01T18:00:00Z', timeZone: 'Europe/Berlin', ticketTypes }),
  )
  // It is a script and no module.
  await import.meta.glob('./widget.ts')['./widget.ts']?.()
  const widget = document.createElement('event-ticketing')
  widget.lang = 'en'
  widget.setAttribute('event', 'evt_1')
  document.body.append(widget)
  await vi.waitFor(() => expect(widget.shadowRoot?.querySelectorAll('li').length).toBe(currencies.length))
  const shown = [...(widget.shadowRoot?.querySelectorAll('li span span') ?? [])].map(price => price.textContent?.replace(/[^\d.,]/g, ''))
  const two = '45,600.00'
  expect(shown).toEqual([two, two, two, two, two, '4,560,000', '4,560,000', '4,560.000', '4,560.000'])
})
