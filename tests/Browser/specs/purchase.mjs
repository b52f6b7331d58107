// A purchase with the keyboard only: a declined card first, then a good one. Then a free event, and a cancellation.
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, inspect, publishedEvent, expectNoViolations }) {
  const event = await publishedEvent({ title: 'Purchase by keyboard', ticketTypes: [['Standing', 2500, 50], ['Seat', 4000, 20]] })
  const page = await newPage({ as: 'attendee@example.com' })
  // The browser logs expected failures: 402 for a declined card, and 409 for starting a payment that is already made.
  page.expected.push(/status of 402 .*\/v1\/payment_intents\/\w+\/confirm\)/, /status of 409 .*\/api\/create-payment-intent\)/)
  await page.goto(`/e/${event.eventId}`)
  await visible(page.getByRole('button', { name: 'Get tickets' }))

  /** Presses Tab until an element with the name has the focus. */
  async function tabTo(name, limit = 40) {
    for (let i = 0; i < limit; i++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
      const label = await page.evaluate(() => document.activeElement?.labels?.[0]?.textContent ?? '')
      if (focused.trim() === name || label.startsWith(name)) return
    }
    throw new Error(`The keyboard does not reach "${name}".`)
  }

  await tabTo('Get tickets')
  await page.keyboard.press('Enter')
  await visible(page.getByText('Select at least one ticket.'))
  await page.goto(`/e/${event.eventId}`)
  await visible(page.getByRole('button', { name: 'Get tickets' }))
  await tabTo('One more: Standing')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await tabTo('Get tickets')
  await page.keyboard.press('Enter')

  await visible(page.getByRole('heading', { level: 1, name: 'Who is coming?' }))
  await inspect(page, 'checkout-details')
  await tabTo('Name')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Enter')
  await visible(page.getByText('Required', { exact: true }))
  if (!(await page.evaluate(() => document.activeElement?.matches('[aria-invalid="true"]')))) throw new Error('The focus is not at the first wrong field.')
  await expectNoViolations(page)
  await page.keyboard.type('Ada Attendee')
  // The network fails: the page says so, and typed input stays.
  page.expected.push(/ERR_FAILED .*\/api\/registrations\)/)
  await page.route('**/api/registrations', route => route.abort(), { times: 1 })
  await tabTo('Continue to payment')
  await page.keyboard.press('Enter')
  await visible(page.getByText('There is no connection to the server.'))
  if ((await page.getByLabel('Name', { exact: true }).inputValue()) !== 'Ada Attendee') throw new Error('What was typed is lost.')
  await tabTo('Continue to payment')
  await page.keyboard.press('Enter')

  await visible(page.getByRole('heading', { level: 1, name: 'How would you like to pay?' }))
  await visible(page.getByText('Your tickets are held', { exact: true }))
  await visible(page.getByRole('button', { name: /^Pay €/ }))
  await inspect(page, 'checkout-pay')
  const total = await page.getByRole('button', { name: /^Pay €/ }).textContent()
  // The amount paid is that on the first page: the price includes the tax.
  const lineOf = name => page.locator('.sum-line').filter({ hasText: name }).locator('span').last().textContent()
  const [subtotal, tax, sum] = [await lineOf('Subtotal'), await lineOf('incl. 19% VAT'), await page.locator('.sum-line.strong span').last().textContent()]
  const cents = text => Math.round(Number(text.replace(/[^\d.]/g, '')) * 100)
  if (cents(subtotal) !== 5_000 || cents(tax) !== 798 || cents(sum) !== 5_000 || cents(total) !== 5_000)
    throw new Error(`It says ${subtotal} and ${tax} is ${sum}, and asks for ${total}.`)

  /** Types into the fields, from wherever the focus is, and submits with Enter. */
  async function pay(number) {
    for (const [name, value] of [['Card number', number], ['Expiry date', '12/34'], ['Security code', '123']]) {
      await tabTo(name, 60)
      await page.keyboard.press('Control+a')
      await page.keyboard.type(value)
    }
    await page.keyboard.press('Enter')
  }
  const declines = page.getByText('The payment did not go through')
  const focusOnNotice = () => page.waitForFunction(() => document.activeElement?.matches('.notice.bad'))
  await pay('4000000000000002')
  await visible(declines)
  await focusOnNotice()
  await inspect(page, 'checkout-declined')
  // The second decline is announced again.
  await pay('4000000000009995')
  await visible(page.getByText('This card has insufficient funds.'))
  await focusOnNotice()

  // An invalid field is reported at the field, and typed input stays.
  await pay('4242424242424241')
  await visible(page.getByText('The card number is invalid.'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('4242424242424242')
  // The server may learn of the first card's decline late: the old decline must not end the new payment.
  const declined = { status: 'pending', paymentStatus: 'failed', paymentFailure: 'generic_decline' }
  await page.route('**/api/registrations/reg_*', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), ...declined } })
  }, { times: 1 })
  await tabTo(total)
  await page.keyboard.press('Enter')
  await visible(page.getByRole('heading', { level: 1, name: 'You’re in!' }))
  await page.locator('.ticket .qr').nth(1).waitFor()
  await inspect(page, 'checkout-done')

  await page.getByRole('link', { name: 'My tickets' }).first().click()
  await visible(page.getByRole('heading', { level: 1, name: 'My tickets' }))
  await page.locator('.ticket .qr').first().waitFor()
  await inspect(page, 'tickets')
  await page.getByRole('link', { name: event.title }).first().click()
  await page.locator('.big-ticket .qr').waitFor()
  await visible(page.getByRole('link', { name: 'Download PDF' }))
  await inspect(page, 'ticket')
  const pdf = await page.request.get(await page.getByRole('link', { name: 'Download PDF' }).getAttribute('href'))
  if (!pdf.ok() || !(await pdf.body()).subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('The link does not open a PDF.')

  // A free event has no payment step.
  const free = await publishedEvent({ title: 'Free for all', category: 'meetup', ticketTypes: [['Free seat', 0, 20]] })
  await page.goto(`/e/${free.eventId}`)
  await page.getByRole('button', { name: 'One more: Free seat' }).click()
  await page.getByRole('button', { name: 'Register for free' }).click()
  await page.getByRole('button', { name: 'Complete registration' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'You’re in!' }))

  // And the registration is cancelled again.
  await page.goto('/me/registrations')
  await page.getByRole('link', { name: 'Free for all' }).first().waitFor()
  await inspect(page, 'registrations')
  await page.getByRole('link', { name: 'Free for all' }).first().click()
  await page.getByRole('button', { name: 'Cancel registration' }).click()
  await visible(page.getByRole('dialog'))
  await expectNoViolations(page, 'the dialog')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel registration' }).click()
  await visible(page.getByText('Cancelled', { exact: true }).first())
  await inspect(page, 'registration')
}
