// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { languages, setLanguage } from '../i18n/language'
import { taxText } from '../shop/tax'
import de from '../shop/texts/de'
import en from '../shop/texts/en'
import es from '../shop/texts/es'

afterEach(() => {
  vi.unstubAllGlobals()
  setLanguage('en')
})

const texts = { en, de, es }

test('a price has the digits that the server counts, whatever the browser usually shows of its currency', async () => {
  const currencies = ['huf', 'idr', 'cop', 'pkr', 'eur', 'jpy', 'xof', 'kwd', 'tnd']
  const ticketTypes = currencies.map(currency => ({ name: currency, price: { amount: 4_560_000, currency }, availability: 'soldOut' }))
  vi.stubGlobal('fetch', async () =>
    Response.json({ title: 'Jazz', status: 'published', startsAt: '2026-12-01T18:00:00Z', timeZone: 'Europe/Berlin', ticketTypes }),
  )
  // The widget is a classic script, not a module.
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

test.each([
  null,
  { percent: 19, name: 'vat' },
  { percent: 14.975, name: 'tax' },
  { percent: 6.5, name: 'salesTax' },
  { percent: 0, name: 'tax' },
] as const)('tax is told in the words of the shop: %o', async taxRate => {
  await import.meta.glob('./widget.ts')['./widget.ts']?.()
  for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
    for (const taxIncluded of [true, false]) {
      const ticketTypes = [{ name: 'Standing', price: { amount: 2500, currency: 'eur' }, availability: 'soldOut' }]
      const priceDisplay = taxIncluded ? 'taxIncluded' : 'taxExcluded'
      vi.stubGlobal('fetch', async () =>
        Response.json({ title: 'Jazz', startsAt: '2026-12-01T18:00:00Z', timeZone: 'UTC', priceDisplay, taxRate, ticketTypes }),
      )
      const widget = document.createElement('event-ticketing')
      widget.lang = language
      widget.setAttribute('event', 'evt_1')
      document.body.append(widget)
      setLanguage(language)
      const wanted = taxText(texts[language].price.tax, { taxIncluded, taxRate })
      await vi.waitFor(() => expect(widget.shadowRoot?.querySelector('ul + p')?.textContent).toBe(wanted))
    }
  }
})
