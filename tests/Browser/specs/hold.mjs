// The hold expires while somebody types: nothing is charged, nothing is lost, and one click holds the same tickets again. While a payment
// is in progress, here, on another device or at a bank, the page does not show the hold as expired.
export const alone = true

/** Seconds. A hold lasts a quarter of an hour. */
const HOLD = 15 * 60

export default async function (harness) {
  await lapses(harness)
  await paidMeanwhile(harness)
}

const visible = locator => locator.waitFor({ state: 'visible' })

async function lapses({ newPage, fillCard, inspect, publishedEvent, putForward, until }) {
  const event = await publishedEvent({ title: 'A short hold', ticketTypes: [['Standing', 2500, 2]] })
  const page = await newPage({ as: 'attendee@example.com' })
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Grace Guest')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await visible(page.getByRole('button', { name: /^Pay €/ }))
  await putForward(HOLD - 60)
  await page.getByText('If the time runs out, your basket stays').waitFor()
  await putForward(60)
  await page.getByRole('heading', { name: 'Your tickets are no longer held' }).waitFor()
  // Shown once the server has cancelled the payments too.
  await visible(page.getByText('Nothing was charged.'))
  await inspect(page, 'checkout-lapsed')
  const first = page.url()

  // The places may become free a moment later; until then the request is refused, and can be retried.
  page.expected.push(/status of 409 .*\/api\/registrations\)/)
  await until(async () => {
    await page.getByRole('button', { name: 'Hold tickets again' }).click({ timeout: 500 }).catch(() => {})
    return page.url() !== first
  }, 'The places of a lapsed hold did not come back.')
  await fillCard(page)
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await page.getByRole('heading', { name: 'You’re in!' }).waitFor()
  await page.getByText('Grace Guest').first().waitFor()
}

async function paidMeanwhile({ newPage, fillCard, publishedEvent, api, services, putForward, until }) {
  const buyer = 'attendee@example.com'
  const stripe = async (path, form) => {
    const response = await fetch(`${services.stripe.endpoint}${path}`, {
      method: 'POST', headers: { Authorization: `Bearer ${services.stripe.secretKey}` }, body: new URLSearchParams(form),
    })
    if (!response.ok) throw new Error(`${path} answered ${await response.text()}`)
  }
  // A separate event for each, because a buyer may hold only two orders of one event.
  const held = async () => {
    const event = await publishedEvent({ title: 'Paid in time', ticketTypes: [['Standing', 2500, 20]] })
    const items = [{ ticketTypeId: event.ticketTypes[0].ticketTypeId, quantity: 1 }]
    const { registrationId } = await api(buyer, 'POST', '/registrations', { eventId: event.eventId, items })
    await api(buyer, 'POST', '/payments/calculate-tax', { registrationId })
    const { paymentIntentId } = await api(buyer, 'POST', '/create-payment-intent', { registrationId })
    return { registrationId, address: `/checkout/${event.eventId}/${registrationId}`, intent: `payment_intents/${paymentIntentId}` }
  }
  const [slow, elsewhere, here] = [await held(), await held(), await held()]

  // While a payment is in progress, the form stays after the hold's end until the response arrives.
  const page = await newPage({ as: buyer })
  await page.goto(here.address)
  await fillCard(page)
  let answer
  const late = new Promise(released => { answer = released })
  await page.route('**/v1/payment_intents/*/confirm', async route => { await late; await route.abort() })
  await page.getByRole('button', { name: /^Pay €/ }).click()

  // Paid on another device: this one asks the server before it shows anything.
  const laptop = await newPage({ as: buyer })
  await laptop.goto(elsewhere.address)
  await visible(laptop.getByRole('button', { name: /^Pay €/ }))
  await stripe(`/v1/${elsewhere.intent}/confirm`, { payment_method: 'pm_card_visa', return_url: services.web })
  // A bank payment that takes days keeps the hold.
  await stripe(`/v1/${slow.intent}/confirm`, { payment_method: 'pm_usBankAccount', return_url: services.web })
  await until(async () => (await api(buyer, 'GET', `/registrations/${elsewhere.registrationId}`)).status === 'confirmed', 'The payment has no effect.')

  await putForward(HOLD + 1)
  await visible(laptop.getByRole('heading', { name: 'You’re in!' }))
  if (!(await page.getByRole('button', { name: /^Pay €/ }).isVisible())) throw new Error('The form went away in the middle of a payment.')
  page.expected.push(/ERR_FAILED .*\/confirm\)/, /status of 409 .*\/api\/create-payment-intent\)/)
  answer()
  await visible(page.getByRole('heading', { name: 'Your tickets are no longer held' }))

  // No second purchase is possible while the bank processes the payment.
  await laptop.goto(`${slow.address}?redirect_status=processing`)
  await visible(laptop.getByRole('heading', { name: 'Waiting for your payment' }))
  // The parameters of the bank's redirect are removed from the address.
  await laptop.waitForURL(url => !url.searchParams.has('redirect_status'))
  await page.goto(slow.address)
  await visible(page.getByRole('heading', { name: 'Waiting for your payment' }))
  // When the bank declines, both pages say so.
  await stripe(`/test/${slow.intent}/complete`, { outcome: 'failed' })
  for (const tab of [page, laptop]) {
    await visible(tab.getByRole('heading', { name: 'Your tickets are no longer held' }))
    await visible(tab.getByText('Nothing was charged.'))
  }
  await laptop.reload()
  await visible(laptop.getByRole('heading', { name: 'Your tickets are no longer held' }))

  // A late payment is refunded, and the page must not say that nothing was charged.
  await laptop.route('**/api/registrations/reg_*', async route => {
    const response = await route.fetch()
    const json = await response.json()
    const refund = { refundId: 'ref_1', registrationId: json.registrationId, amount: json.total, status: 'requested', reason: 'latePayment', note: null, createdAt: json.createdAt }
    await route.fulfill({ response, json: { ...json, paymentStatus: 'completed', paid: json.total, refunded: json.total, refunds: [refund] } })
  })
  await laptop.reload()
  await visible(laptop.getByText('Your payment will be refunded.'))
  if (await laptop.getByText('Nothing was charged').isVisible()) throw new Error('Somebody who has paid is told that nothing was charged.')
}
