// Drives the Stripe stand-in with Stripe's own client: node stripe-client.mjs <port> <secret key> <webhook secret>
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const Stripe = createRequire(new URL('../tools/', import.meta.url))('stripe')
const [port, key, webhookSecret] = process.argv.slice(2)
const connection = { host: '127.0.0.1', port: Number(port), protocol: 'http', telemetry: false }
const stripe = new Stripe(key, { ...connection, maxNetworkRetries: 0 })
const run = Date.now()
const test = (path) => fetch(`http://127.0.0.1:${port}/test${path}`, { method: 'POST' }).then((answer) => answer.json())

const received = []
const listener = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  received.push({ body: Buffer.concat(chunks).toString(), signature: request.headers['stripe-signature'] })
  response.end()
}).listen(0, '127.0.0.1')
await once(listener, 'listening')
await test(`/webhooks?url=http://127.0.0.1:${listener.address().port}/`)

// Paying
const created = await stripe.paymentIntents.create(
  { amount: 2500, currency: 'eur', automatic_payment_methods: { enabled: true }, metadata: { registration: 'r 1', 'a&b': 'ü=?' } },
  { idempotencyKey: `create-${run}` },
)
assert.equal(created.object, 'payment_intent')
assert.equal(created.status, 'requires_payment_method')
assert.deepEqual({ ...created.metadata }, { registration: 'r 1', 'a&b': 'ü=?' })
assert.equal(created.livemode, false)
assert.match(created.id, /^pi_/)
assert.ok(created.client_secret.startsWith(`${created.id}_secret_`))
assert.match(created.lastResponse.requestId, /^req_/)

const declined = await stripe.paymentIntents
  .confirm(created.id, { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' })
  .catch((error) => error)
assert.ok(declined instanceof Stripe.errors.StripeCardError)
assert.equal(declined.statusCode, 402)
assert.equal(declined.code, 'card_declined')
assert.equal(declined.decline_code, 'insufficient_funds')
assert.equal(declined.payment_intent.status, 'requires_payment_method')

const paid = await stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa', expand: ['latest_charge'] })
assert.equal(paid.status, 'succeeded')
assert.equal(paid.latest_charge.payment_method_details.card.last4, '4242')
assert.equal((await stripe.paymentIntents.retrieve(created.id)).amount_received, 2500)
await assert.rejects(stripe.paymentIntents.cancel(created.id), { code: 'payment_intent_unexpected_state', statusCode: 400 })

const asked = await stripe.paymentIntents.create({
  amount: 900, currency: 'usd', payment_method: 'pm_card_authenticationRequired', confirm: true,
})
assert.equal(asked.status, 'requires_action')
assert.equal((await test(`/payment_intents/${asked.id}/authenticate?outcome=success`)).status, 'succeeded')
const open = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' })
assert.equal((await stripe.paymentIntents.update(open.id, { amount: 800 })).amount, 800)
assert.equal((await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).status, 'canceled')

// Keys
const again = await stripe.paymentIntents.create(
  { amount: 2500, currency: 'eur', automatic_payment_methods: { enabled: true }, metadata: { registration: 'r 1', 'a&b': 'ü=?' } },
  { idempotencyKey: `create-${run}` },
)
assert.equal(again.id, created.id)
assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true')
await assert.rejects(
  stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey: `create-${run}` }),
  (error) => error instanceof Stripe.errors.StripeIdempotencyError,
)
await assert.rejects(
  new Stripe('sk_test_wrong', connection).paymentIntents.list(),
  (error) => error instanceof Stripe.errors.StripeAuthenticationError,
)
await assert.rejects(
  stripe.paymentIntents.create({ amount: 100, currency: 'eur', nonsense: 1 }),
  (error) => error instanceof Stripe.errors.StripeInvalidRequestError && error.param === 'nonsense',
)
for (const status of [0, 500]) {
  await test(`/faults?status=${status}&after=true`)
  const retrying = new Stripe(key, { ...connection, maxNetworkRetries: 2 })
  const survived = await retrying.paymentIntents.create({ amount: 100, currency: 'eur', description: `${run} ${status}` })
  const made = (await stripe.paymentIntents.list({ limit: 100 })).data.filter((intent) => intent.description === `${run} ${status}`)
  assert.deepEqual(made.map((intent) => intent.id), [survived.id])
}

// Refunds
const part = await stripe.refunds.create({ payment_intent: created.id, amount: 1000, reason: 'requested_by_customer' })
assert.equal(part.status, 'succeeded')
await assert.rejects(stripe.refunds.create({ payment_intent: created.id, amount: 1501 }), { statusCode: 400, param: 'amount' })
assert.equal((await stripe.refunds.create({ charge: paid.latest_charge.id })).amount, 1500)
await assert.rejects(stripe.refunds.create({ payment_intent: created.id }), { code: 'charge_already_refunded' })
assert.equal((await stripe.refunds.list({ payment_intent: created.id })).data.length, 2)
assert.equal((await stripe.refunds.retrieve(part.id)).amount, 1000)
const charge = await stripe.charges.retrieve(paid.latest_charge.id)
assert.deepEqual([charge.refunded, charge.amount_refunded, charge.refunds.data.length], [true, 2500, 2])

// Tax
const calculation = await stripe.tax.calculations.create({
  currency: 'eur',
  line_items: [
    { amount: 1000, reference: 'standard', quantity: 2, tax_behavior: 'exclusive' },
    { amount: 1190, reference: 'vip', tax_behavior: 'inclusive' },
  ],
  customer_details: { address: { country: 'DE', postal_code: '10115', city: 'Berlin', line1: 'Weg 1' }, address_source: 'billing' },
  expand: ['line_items'],
})
assert.deepEqual(
  [calculation.amount_total, calculation.tax_amount_exclusive, calculation.tax_amount_inclusive],
  [2380, 190, 190],
)
assert.deepEqual(calculation.line_items.data.map((line) => [line.reference, line.amount_tax]), [['standard', 190], ['vip', 190]])
assert.equal((await stripe.tax.calculations.listLineItems(calculation.id)).data.length, 2)
const transaction = await stripe.tax.transactions.createFromCalculation({ calculation: calculation.id, reference: `invoice-${run}` })
assert.equal(transaction.object, 'tax.transaction')

// Events and webhooks
const events = []
for await (const event of stripe.events.list({ limit: 3 })) events.push(event)
assert.equal(new Set(events.map((event) => event.id)).size, events.length)
assert.ok(events.length > 15)
const succeeded = events.find((event) => event.type === 'payment_intent.succeeded' && event.data.object.id === created.id)
assert.equal((await stripe.events.retrieve(succeeded.id)).data.object.amount, 2500)

for (const end = Date.now() + 20_000; received.length < events.length && Date.now() < end; ) {
  await new Promise((resolve) => setTimeout(resolve, 20))
}
const delivered = received.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, webhookSecret))
assert.deepEqual(delivered.map((event) => event.id).sort(), events.map((event) => event.id).sort())
assert.ok(delivered.every((event) => event.api_version === stripe.getApiField('version')))
const [{ body, signature }] = received
const refused = { type: 'StripeSignatureVerificationError' }
assert.throws(() => stripe.webhooks.constructEvent(body.replace('evt_', 'evt_x'), signature, webhookSecret), refused)
assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'), refused)

console.log(`${events.length} events, all as Stripe's client wants them`)
// When Stripe's client retries, it leaves the refused answer unread on an open socket, which would keep this process alive.
process.exit()
