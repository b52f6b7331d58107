// One price from the list to the order: the amount on the first page is the amount paid, and every page says the same about its tax.
export default async function ({ newPage, publishedEvent, fillCard, mails, until, screenshot }) {
  const title = `One price ${Date.now()}`
  const event = await publishedEvent({ title, ticketTypes: [['Standing', 2500, 50]] })
  const page = await newPage({ as: 'attendee@example.com', size: 'phone' })
  let shown = 0
  /** Checks that all amounts on a page equal the amount shown before. */
  const walk = async (where, ...locators) => {
    for (const locator of locators) {
      const text = await locator.textContent()
      const amount = Math.round(Number(/\d[\d.]*/.exec(text)[0]) * 100)
      if (shown && amount !== shown) throw new Error(`It was ${shown / 100} before, and ${where} says ${text}.`)
      shown = amount
    }
  }
  /** The text about the tax, the same on all pages. */
  const TAX = 'incl. 19% VAT'
  const taxed = (where, locator = page.locator('main')) => locator.getByText(TAX, { exact: true }).first().waitFor().catch(() => {
    throw new Error(`${where} does not say "${TAX}".`)
  })
  const sum = page.locator('.sum-line.strong span').last()
  await page.goto(`/?text=${encodeURIComponent(title)}`)
  await walk('the list', page.locator('.event-card .price'))
  await taxed('the list')
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await taxed('the event’s page')
  await walk('the event’s page', page.locator('.ticket-type .price'), page.locator('.ticket-sum strong'))
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who is coming?' }).waitFor()
  await taxed('the checkout')
  await walk('the checkout', sum)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  const pay = page.getByRole('button', { name: /^Pay €/ })
  await pay.waitFor()
  await taxed('the payment', page.locator('.sum-line'))
  await walk('the payment', sum, pay)
  await screenshot(page, 'pay-vat')
  await fillCard(page)
  await pay.click()
  await page.getByRole('heading', { level: 1, name: 'You’re in!' }).waitFor()
  await page.goto('/me/registrations')
  const order = page.locator('li').filter({ hasText: title })
  await walk('the list of orders', order.locator('strong').last())
  await order.getByRole('link').first().click()
  await taxed('the order', page.locator('.sum-line'))
  await walk('the order', page.locator('.sum-line').filter({ hasText: 'Total' }).locator('span').last(), page.locator('.sum-line').filter({ hasText: 'Paid' }).locator('span').last())

  // The mail says the same.
  const { text } = await until(async () => (await mails()).find(({ subject }) => subject.includes(title)), 'There is no mail.')
  if (!text.includes(`${TAX}: €3.99`) || !text.includes('Total: €25.00')) throw new Error(`The mail says: ${text}`)

  // Where prices exclude tax, the first page says so, with the rate.
  const plus = await publishedEvent({ title: `${title} plus`, priceDisplay: 'taxExcluded' })
  await page.goto(`/?text=${encodeURIComponent(plus.title)}`)
  await page.locator('.event-card .price').filter({ hasText: 'plus 19% VAT' }).waitFor()
  await page.goto(`/e/${plus.eventId}`)
  await page.getByText('plus 19% VAT', { exact: true }).waitFor()
}
