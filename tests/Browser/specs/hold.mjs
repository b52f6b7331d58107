// The hold ends while somebody types: nothing is charged, nothing is lost, and one action holds the same tickets again. Runs where holds end after 20 seconds.
export default async function ({ newPage, inspect, publishedEvent }) {
  const event = await publishedEvent({ title: 'A short hold', ticketTypes: [['Standing', 2500, 2]] })
  const page = await newPage({ as: 'attendee@example.com' })
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Grace Guest')
  await page.getByRole('button', { name: 'Hold tickets and go to payment' }).click()
  await page.getByText('If the time runs out, your basket stays').waitFor()
  await page.getByRole('heading', { name: 'Your tickets are no longer held' }).waitFor({ timeout: 40_000 })
  await inspect(page, 'checkout-lapsed')
  const first = page.url()

  // Its places are free again once the sweeper has been there; until then it is refused, and can be tried again.
  page.expected.push(/409/)
  for (let tries = 0; page.url() === first; tries++) {
    if (tries === 20) throw new Error('The places of a lapsed hold did not come back.')
    await page.getByRole('button', { name: 'Hold them again' }).click()
    await page.waitForURL(url => url.href !== first, { timeout: 1_500 }).catch(() => {})
  }
  await page.getByLabel('Card number').fill('4242424242424242')
  await page.getByLabel('Valid until').fill('12/34')
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await page.getByRole('heading', { name: 'You’re in!' }).waitFor()
  await page.getByText('Grace Guest').first().waitFor()
}
