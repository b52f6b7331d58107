// One price from the list to the order: what the first page says is what is paid, and every page says that the tax is in it.
export default async function ({ newPage, publishedEvent, screenshot }) {
  const title = `One price ${Date.now()}`
  const event = await publishedEvent({ title, ticketTypes: [['Standing', 2500, 50]] })
  const page = await newPage({ as: 'attendee@example.com', size: 'phone' })
  let shown = 0
  /** All amounts that are asked for on a page. A total never grows. */
  const walk = async (where, ...locators) => {
    for (const locator of locators) {
      const text = await locator.textContent()
      const amount = Math.round(Number(/\d[\d.]*/.exec(text)[0]) * 100)
      if (shown && amount !== shown) throw new Error(`It was ${shown / 100} before, and ${where} says ${text}.`)
      shown = amount
    }
  }
  const sum = page.locator('.sum-line.strong span').last()
  await page.goto(`/?text=${encodeURIComponent(title)}`)
  await walk('the list', page.locator('.event-card .price'))
  await page.getByRole('link', { name: title }).click()
  await page.getByText('Prices include tax.').waitFor()
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await walk('the event’s page', page.locator('.ticket-type .price'), page.locator('.ticket-sum strong'))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who is coming?' }).waitFor()
  await page.getByText('Prices include tax.').waitFor()
  await walk('the checkout', sum)
  await page.getByRole('button', { name: 'Hold tickets and go to payment' }).click()
  const pay = page.getByRole('button', { name: /^Pay €/ })
  await pay.waitFor()
  await page.getByText('Incl. 19% VAT').waitFor()
  await walk('the payment', sum, pay)
  await screenshot(page, 'pay-vat')
  for (const [name, value] of [['Card number', '4242 4242 4242 4242'], ['Valid until', '12/34'], ['Security code', '123']]) await page.getByLabel(name).fill(value)
  await pay.click()
  await page.getByRole('heading', { level: 1, name: 'You’re in!' }).waitFor()
  await page.goto('/me/registrations')
  const order = page.locator('li').filter({ hasText: title })
  await walk('the list of orders', order.locator('strong').last())
  await order.getByRole('link').first().click()
  await page.getByText('Tax included').waitFor()
  await walk('the order', page.locator('.sum-line').filter({ hasText: 'Total' }).locator('span').last(), page.locator('.sum-line').filter({ hasText: 'Paid' }).locator('span').last())

  // Where prices are without tax, the first page says so.
  const plus = await publishedEvent({ title: `${title} plus`, priceDisplay: 'taxExcluded' })
  await page.goto(`/?text=${encodeURIComponent(plus.title)}`)
  await page.locator('.event-card .price').filter({ hasText: 'plus tax' }).waitFor()
  await page.goto(`/e/${plus.eventId}`)
  await page.getByText('Plus tax, shown before you pay.').waitFor()
}
