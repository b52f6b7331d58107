// Another site's page with the widget: what it shows, where it leads, and that it works under a strict content security policy.
import { createServer } from 'node:http'
import { sizes } from '../harness.mjs'

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, publishedEvent, expectNoViolations, expectNoSideways, screenshot, web }) {
  const event = await publishedEvent({ title: 'Seen elsewhere', ticketTypes: [['Standing', 2500, 50], ['Seat', 0, 3]] })
  const [standing, seat] = event.ticketTypes
  const page = await newPage({ size: 'phone' })
  // The host page's policy allows our script and our API, and no inline styles.
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${web}; connect-src ${web}; style-src 'none'; img-src ${web}`,
    })
    response.end(`<!doctype html><html lang="en"><head><title>Another site</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <script src="${web}/widget.js" async></script></head><body><main><h1>Our band</h1><h2>Tickets</h2>
        <event-ticketing event="${event.eventId}"></event-ticketing><event-ticketing event="${event.eventId}" lang="de"></event-ticketing>
        <event-ticketing event="evt_gone"></event-ticketing></main></body></html>`)
  })
  await new Promise(listening => server.listen(0, '127.0.0.1', listening))
  // The missing event is a 404, which the browser logs.
  page.expected.push(/status of 404 .*\/api\/events\/evt_gone\)/)
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const [english, german, gone] = [0, 1, 2].map(i => page.locator('event-ticketing').nth(i))
  await visible(english.getByText('Seen elsewhere'))
  await visible(english.getByText('€25.00'))
  await visible(english.getByText('3 left'))
  await visible(german.getByText('25,00 €'))
  await visible(german.getByText('Kostenlos'))
  await visible(gone.getByRole('link', { name: 'See tickets' }))
  if ((await english.getByLabel('Quantity: Seat').locator('option').count()) !== 4) throw new Error('More can be chosen than there are.')
  for (const [size, theme] of [['phone', 'light'], ['phone', 'dark'], ['narrow', 'light']]) {
    await page.setViewportSize(sizes[size])
    await page.emulateMedia({ colorScheme: theme })
    await expectNoSideways(page, `widget ${size}`)
    await expectNoViolations(page, `widget ${theme}`)
    await screenshot(page, `widget-${size}-${theme}`, { fullPage: true })
  }

  // By keyboard, to our checkout with the selected tickets.
  const link = english.getByRole('link')
  if ((await link.getAttribute('href')) !== `${web}/e/${event.eventId}`) throw new Error('Nothing is chosen, and the link leads elsewhere.')
  await english.getByLabel('Quantity: Standing').focus()
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => document.querySelector('event-ticketing').shadowRoot.activeElement?.tagName === 'A')
  const wanted = `${web}/checkout/${event.eventId}?${standing.ticketTypeId}=2&${seat.ticketTypeId}=1`
  if ((await link.getAttribute('href')) !== wanted) throw new Error(`The link leads to ${await link.getAttribute('href')}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(wanted)
  await visible(page.getByText('2 × Standing'))
  await visible(page.getByText('1 × Seat'))
  server.close()
}
