// Stripe's own form, which handles real cards. A stub replaces js.stripe.com, because no test may depend on Stripe.
const visible = locator => locator.waitFor({ state: 'visible' })

/** The script at js.stripe.com. `window.answer` is Stripe's answer to the next attempt; without one the stand-in charges the card. */
function stub(standIn) {
  window.asked = []
  window.Stripe = key => ({
    _registerWrapper() {},
    elements(options) {
      window.asked.push({ key, ...options })
      const heard = {}
      const element = {
        on: (name, listener) => { heard[name] = listener },
        mount(place) {
          place.textContent = 'The form of Stripe'
          setTimeout(() => (window.broken ? heard.loaderror({ error: { type: 'api_error', message: 'Broken.' } }) : heard.ready()), 100)
        },
        destroy() {},
      }
      return { create: kind => (window.asked.push(kind), element), getElement: () => element }
    },
    async confirmPayment({ elements, redirect, confirmParams }) {
      window.asked.push({ elements: Boolean(elements.create), redirect, returnUrl: confirmParams.return_url })
      const { answer } = window
      window.answer = null
      if (answer === 'throws') throw new Error('Stripe is not there.')
      if (answer) return { error: answer }
      const { clientSecret } = window.asked.find(it => it.clientSecret)
      await fetch(`${standIn}/v1/payment_intents/${clientSecret.split('_secret')[0]}/confirm`, {
        method: 'POST',
        body: new URLSearchParams({
          key, client_secret: clientSecret, 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': '4242424242424242',
          'payment_method_data[card][exp_month]': '12', 'payment_method_data[card][exp_year]': '34', 'payment_method_data[card][cvc]': '123',
        }),
      })
      return { paymentIntent: { status: 'succeeded' } }
    },
  })
  window.Stripe.version = 'endive'
}

export default async function ({ newPage, publishedEvent, api, until, services, web }) {
  const event = await publishedEvent({ title: 'With real cards' })
  const items = [{ ticketTypeId: event.ticketTypes[0].ticketTypeId, quantity: 1 }]
  const { registrationId } = await api('attendee@example.com', 'POST', '/registrations', { eventId: event.eventId, items })
  const page = await newPage({ as: 'attendee@example.com' })
  await page.route('https://js.stripe.com/**', route => route.fulfill({ contentType: 'text/javascript', body: `(${stub})(${JSON.stringify(services.stripe.endpoint)})` }))
  await page.route('**/config.json', async route => {
    const response = await route.fetch()
    const { stripeStandIn, ...config } = await response.json()
    if (!stripeStandIn) throw new Error('There is no stand-in to leave out.')
    await route.fulfill({ response, json: config })
  })
  const intents = []
  page.on('response', async response => {
    if (response.url().endsWith('/api/create-payment-intent')) intents.push(await response.json())
  })
  const address = `/checkout/${event.eventId}/${registrationId}`

  // When the form fails to load, the page says so, and can load it again.
  await page.addInitScript(() => { window.broken = sessionStorage.getItem('broken') !== 'no' })
  await page.goto(address)
  await visible(page.getByText('An unexpected error occurred. Please try again.'))
  await page.evaluate(() => sessionStorage.setItem('broken', 'no'))
  await page.getByRole('button', { name: 'Try again' }).click()

  await visible(page.getByText('The form of Stripe'))
  const pay = page.getByRole('button', { name: /^Pay €/ })
  const [options, kind] = await page.evaluate(() => window.asked)
  const intent = intents.at(-1)
  if (options.key !== intent.publishableKey || options.clientSecret !== intent.clientSecret || options.locale !== 'en' || kind !== 'payment')
    throw new Error(`Stripe was asked for ${JSON.stringify([options, kind])}`)

  const declined = page.getByText('The payment did not go through')
  const attempt = async answer => {
    const before = await page.evaluate(() => window.asked.length)
    // Wait until Stripe's form is ready.
    await until(async () => {
      await page.evaluate(it => { window.answer = it }, answer)
      await pay.click()
      return (await page.evaluate(() => window.asked.length)) > before
    }, 'Stripe’s form did not become ready.')
  }
  await attempt({ type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' })
  await visible(declined)
  await visible(page.getByText('This card has insufficient funds.'))
  const { redirect, returnUrl, elements } = await page.evaluate(() => window.asked.at(-1))
  if (!elements || redirect !== 'if_required' || returnUrl !== web + address) throw new Error(`Confirmed with ${redirect} and ${returnUrl}`)

  // The outcome is unknown, so that the page claims nothing about the money and asks the server.
  for (const [answer, said] of [
    [{ type: 'api_connection_error', message: 'No network.' }, 'There is no connection to the server.'],
    [{ type: 'rate_limit_error', message: 'Too many.' }, 'An unexpected error occurred. Please try again.'],
    ['throws', 'An unexpected error occurred. Please try again.'],
  ]) {
    const asked = intents.length
    await attempt(answer)
    await visible(page.getByText(said))
    if (await declined.or(page.getByText('Nothing was charged')).isVisible()) throw new Error(`${JSON.stringify(answer)} is said to be a decline.`)
    await until(() => intents.length > asked, 'The server was not asked what became of the payment.')
  }
  // Stripe's form itself reports invalid fields.
  await attempt({ type: 'validation_error', code: 'incomplete_number' })
  if (await page.locator('.notice.bad').isVisible()) throw new Error('A wrong field is said twice.')

  let confirmed = false
  await page.route('**/api/registrations/reg_*', async route => {
    const response = await route.fetch()
    const json = await response.json()
    await route.fulfill({ response, json: confirmed ? json : { ...json, status: 'pending', tickets: [] } })
  })
  await attempt(null)
  await visible(page.getByRole('heading', { name: 'Waiting for your payment' }))
  confirmed = true
  await visible(page.getByRole('heading', { name: 'You’re in!' }))
}
