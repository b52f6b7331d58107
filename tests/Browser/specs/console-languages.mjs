// The console in the other languages at 320 px, right-to-left included.
const visible = locator => locator.waitFor({ state: 'visible' })
const organizer = 'organizer@example.com'
const abroad = [
  ['de-DE', 'Deine Veranstaltungen', 'Verkäufe pro Tag', 'Ticketarten'],
  ['es-ES', 'Tus eventos', 'Ventas por día', 'Tipos de entrada'],
]

export default async function ({ newPage, api, publishedEvent, inspect, expectNoSideways, expectNoViolations }) {
  const { eventId, ticketTypes } = await publishedEvent({
    title: 'Donaudampfschifffahrtsgesellschaftskapitänskonzert',
    ticketTypes: [['Free seat', 0, 30]],
  })
  await api('attendee@example.com', 'POST', '/registrations', {
    eventId,
    items: [{ ticketTypeId: ticketTypes[0].ticketTypeId, quantity: 2 }],
  })
  for (const [locale, title, sales, types] of abroad) {
    const page = await newPage({ as: organizer, locale, size: 'narrow' })
    await page.goto('/console')
    await visible(page.getByRole('heading', { level: 1, name: title }))
    await visible(page.getByRole('link', { name: /^Donau/ }))
    await expectNoSideways(page)
    for (const [view, settled] of [
      ['', sales],
      ['/edit', types],
      ['/registrations', 'Ada Attendee'],
      ['/attendees', 'Ada Attendee'],
      ['/check-ins', /Scanner öffnen|Abrir escáner/],
    ]) {
      await page.goto(`/console/e/${eventId}${view}`)
      await visible(page.getByText(settled).first())
      await expectNoSideways(page)
      await expectNoViolations(page)
    }
    await page.goto('/console/new')
    await visible(page.locator('form'))
    await expectNoSideways(page)
  }
  const page = await newPage({ as: organizer })
  await page.goto(`/console/e/${eventId}`)
  await visible(page.getByRole('heading', { name: 'Sales by day' }))
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
  })
  await inspect(page, 'console-overview-rtl')
}
