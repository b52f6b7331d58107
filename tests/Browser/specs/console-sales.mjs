// An organizer watches an event sell out, moves it, makes refunds, and cancels it.
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, api, publishedEvent, pay, inspect, expectNoViolations }) {
  const { eventId, ticketTypes } = await publishedEvent({ title: 'Console sales night', capacity: 2, ticketTypes: [['Standing', 1250, 2]] })
  const page = await newPage({ as: 'organizer@example.com' })
  // The browser logs failed requests: allow only those that this spec causes.
  const fails = (what, path) => page.expected.push(new RegExp(`Failed to load resource: ${what}.*\\(${page.url().split('/console')[0]}/api${path}\\)$`))
  const dialog = page.getByRole('dialog')
  await page.goto(`/console/e/${eventId}`)
  await visible(page.getByText('On sale').first())

  // Somebody buys both tickets: the overview updates by itself.
  const buyer = 'attendee@example.com'
  const { registrationId } = await api(buyer, 'POST', '/registrations', {
    eventId,
    items: [{ ticketTypeId: ticketTypes[0].ticketTypeId, quantity: 2 }],
  })
  await pay(buyer, eventId, registrationId)
  await visible(page.getByText('Sold out').first())
  // Including the tax at the venue.
  const { amount } = (await api(buyer, 'GET', `/registrations/${registrationId}`)).paid
  const euros = cents => `€${(cents / 100).toFixed(2)}`
  await visible(page.getByText(euros(amount)).first())
  await inspect(page, 'console-sold-out')

  // Move the event by a week: the page counts the ticket holders before they are notified.
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  const later = new Date(Date.now() + 16 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Starts', { exact: true }).fill(`${later}T20:00`)
  await page.getByLabel('Ends', { exact: true }).fill(`${later}T23:00`)
  await visible(page.getByText('People have tickets for this event'))
  await visible(page.getByText('1 person with a ticket gets one e-mail, ten minutes after your last change.'))
  await inspect(page, 'console-move')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await visible(page.getByText('Everything is saved.'))
  await page.getByText('People have tickets for this event').waitFor({ state: 'detached' })
  const { startsAt } = await api(null, 'GET', `/events/${eventId}`)
  if (Math.abs(new Date(startsAt) - new Date(later)) > 2 * 86_400_000) throw new Error(`The event starts at ${startsAt}, not on ${later}.`)

  await page.getByRole('link', { name: 'Registrations', exact: true }).click()
  await page.getByPlaceholder('Search by name, e-mail or number').fill('ada')
  await visible(page.getByText('1 of 1 registration'))
  await page.waitForURL('**/registrations?q=ada')
  await page.getByRole('link', { name: 'Ada Attendee' }).click()
  await visible(page.getByRole('heading', { level: 2, name: 'Ada Attendee' }))
  const refund = () => page.getByRole('main').getByRole('button', { name: 'Refund', exact: true }).click()
  await refund()
  await dialog.getByLabel('Partial refund').check()
  await dialog.getByLabel('Amount').fill('99')
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await visible(dialog.getByText(`Enter an amount of up to ${euros(amount)}.`))
  await dialog.getByLabel('Amount').fill('5')
  await visible(dialog.getByText('Ada Attendee gets €5.00 back'))
  await visible(dialog.getByText('The registration stays'))
  await expectNoViolations(page)
  // The dialog stays open during the request. The response is lost, and the list already shows the refund: a retry makes no second one.
  const refundsAt = `/registrations/${registrationId}/refunds`
  fails('the server responded with a status of 503', refundsAt)
  let escape
  const escaped = new Promise(release => {
    escape = release
  })
  await page.route(
    `**/api${refundsAt}`,
    async route => {
      await route.fetch()
      await escaped
      await route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"unavailable"}' })
    },
    { times: 1 },
  )
  // The browser may have dropped the body of an answer that was asked for before; the list is asked for again.
  const body = response => response.text().catch(() => '')
  const listed = page.waitForResponse(async response =>
    response.url().includes(`/events/${eventId}/registrations`) && (await body(response)).includes('"refundId"'),
  )
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await page.keyboard.press('Escape')
  escape()
  await visible(dialog.getByText('Something went wrong').first())
  await listed
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await visible(page.getByText('Refund of €5.00 requested.'))
  const { refunds } = await api(buyer, 'GET', `/registrations/${registrationId}`)
  if (refunds.length !== 1) throw new Error(`${refunds.length} refunds were made.`)
  await visible(page.getByText('Refunded').first())
  await refund()
  await visible(dialog.getByText('2 tickets become void', { exact: false }))
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await visible(page.getByText(`Refund of ${euros(amount - 500)} requested.`))
  // Back leads to the list as it was searched.
  await page.goBack()
  await page.waitForURL('**/registrations?q=ada')
  await visible(page.getByRole('cell').getByText('Cancelled'))

  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Cancel event' }).click()
  await visible(dialog.getByText('Sales stop immediately.'))
  await visible(dialog.getByText('There are no payments to refund.'))
  await expectNoViolations(page)
  await dialog.getByLabel('Reason').fill('Rain')
  await dialog.getByRole('button', { name: 'Cancel event' }).click()
  await visible(page.getByText('This event is cancelled.', { exact: false }))
  await inspect(page, 'console-cancelled')
}
