// Buying without an account, on a phone: from the event to the ticket in three screens, with two fields and the card; and all that a guest
// can do with the link of the order.
const visible = locator => locator.waitFor({ state: 'visible' })
const heading = (page, name) => page.getByRole('heading', { level: 1, name })
const refused = /status of 404 .*\/api\/(registrations|tickets)\/\w+\)/
const closed = page => visible(heading(page, 'This link does not work'))

export default async function (harness) {
  const order = await paid(harness)
  await found(harness, order)
  await free(harness, order)
  await several(harness)
  await twoTabs(harness)
}

/** Chooses one ticket of a type, and goes on to the checkout. */
async function choose(page, event, type, next) {
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: `One more: ${type}` }).click()
  await page.getByRole('button', { name: next }).click()
  await visible(heading(page, 'Your details'))
}

async function fillIn(page, name, email) {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail', { exact: true }).fill(email)
}

/** The paths that the page has shown, each once. */
function pathsOf(page) {
  const paths = []
  page.on('framenavigated', () => {
    const { pathname } = new URL(page.url())
    if (paths.at(-1) !== pathname) paths.push(pathname)
  })
  return paths
}

const orderIn = page => page.waitForURL(/\/o\/reg_\w+#[0-9a-z]{26}$/).then(() => page.url())

async function paid({ newPage, publishedEvent, fillCard, inspect, mails, until, now }) {
  const event = await publishedEvent({ title: 'Without an account', ticketTypes: [['Standing', 2500, 50]] })
  const email = `guest${now()}@example.com`
  const page = await newPage({ size: 'phone' })
  // The browser logs a declined card, and that a payment which has begun is not begun again.
  page.expected.push(/status of 402 .*\/confirm\)/, /status of 409 .*\/api\/create-payment-intent\)/)
  const paths = pathsOf(page)
  await choose(page, event, 'Standing', 'Get tickets')
  const fields = page.locator('main input:visible')
  const asked = await fields.evaluateAll(inputs => inputs.map(input => input.autocomplete))
  if (asked.join() !== 'name,email') throw new Error(`The checkout asks for ${asked}.`)
  await inspect(page, 'checkout-guest')

  // A likely typing error is asked about once.
  const next = page.getByRole('button', { name: 'Continue to payment' })
  await fillIn(page, 'Gerda Guest', 'gerda@gmial.com')
  await next.click()
  await visible(page.getByText('Did you mean gerda@gmail.com?'))
  await inspect(page, 'checkout-typing-error')
  await page.getByRole('button', { name: 'Use gerda@gmail.com' }).click()
  if ((await fields.nth(1).inputValue()) !== 'gerda@gmail.com') throw new Error('The address is not corrected.')
  await fields.nth(1).fill(email)
  await next.click()
  await visible(heading(page, 'How would you like to pay?'))
  // A reload goes on with the hold.
  await visible(page.getByRole('button', { name: 'Pay €25.00' }))
  await page.reload()
  await fillCard(page, '4000000000000002')
  await page.getByRole('button', { name: 'Pay €25.00' }).click()
  await visible(page.getByText('The payment did not go through'))
  await fillCard(page)
  await page.getByRole('button', { name: 'Pay €25.00' }).click()
  const address = await orderIn(page)
  await visible(heading(page, event.title))
  await page.locator('.ticket .qr').waitFor()
  await visible(page.getByRole('link', { name: 'Download PDF' }))
  const screens = paths.slice(0, -1).map(path => path.split('/')[1]).join()
  if (screens !== 'e,checkout,checkout') throw new Error(`From the event to the ticket there are ${paths.join()}.`)
  await inspect(page, 'order')
  await page.reload()
  await page.locator('.ticket .qr').waitFor()

  // A corrected name is on the ticket; its code stays, because it has gone to nobody else.
  const code = () => page.locator('.ticket code').textContent()
  const before = await code()
  await page.getByRole('button', { name: 'Change names' }).click()
  await inspect(page, 'order-names')
  await page.getByLabel('Ticket 1: Standing').fill('Grace Guest')
  await page.getByRole('button', { name: 'Save' }).click()
  await visible(page.locator('.ticket').getByText('Grace Guest'))
  if ((await code()) !== before) throw new Error('The code has changed with the name.')

  // A ticket that somebody else may have seen gets a new code, and a new link.
  const ticketLink = () => page.locator('.ticket h2 a').getAttribute('href')
  const former = await ticketLink()
  await page.getByRole('button', { name: 'Reissue ticket' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reissue ticket' }).click()
  await until(async () => (await code()) !== before && (await ticketLink()) !== former, 'The ticket keeps its code or its link.')

  // The mail opens the order in another browser, and so does the link of the ticket.
  const mail = await until(async () => (await mails()).find(({ to, text }) => `${to}`.includes(email) && text?.includes('/o/')), 'No mail has the link.')
  const [link] = /\S+\/o\/reg_\w+#[0-9a-z]{26}/.exec(mail.text)
  if (link !== address) throw new Error(`The mail leads to ${link} instead of ${address}.`)
  const other = await newPage({ size: 'phone' })
  other.expected.push(refused)
  await other.goto(link)
  await visible(heading(other, event.title))
  await other.locator('.ticket h2 a').click()
  await other.waitForURL(/\/t\/tkt_\w+#[0-9a-z]{26}$/)
  await other.locator('.big-ticket .qr').waitFor()
  await inspect(other, 'held-ticket')
  // The key of a ticket opens no order.
  const ticket = await newPage({ size: 'phone' })
  ticket.expected.push(refused)
  await ticket.goto(`${new URL(link).pathname}#${new URL(other.url()).hash.slice(1)}`)
  await closed(ticket)
  await inspect(ticket, 'order-closed')

  // A new link replaces the one in the mail.
  await page.getByRole('button', { name: 'Replace link' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace link' }).click()
  await page.waitForURL(url => url.href !== address)
  await other.goto(address)
  await closed(other)
  return { event, email, page, address: page.url() }
}

/** The guest has lost the link. */
async function found({ newPage, inspect, mails, until }, { email, page, address }) {
  const visitor = await newPage({ size: 'phone' })
  await visitor.goto('/me/tickets')
  await visitor.getByRole('main').getByRole('link', { name: 'Find my order' }).click()
  await visible(heading(visitor, 'Find my order'))
  await visitor.getByLabel('E-mail', { exact: true }).fill(email)
  await visitor.getByRole('button', { name: 'Send me the links' }).click()
  await visible(visitor.locator('.notice').getByText('Check your e-mail'))
  await inspect(visitor, 'find-orders')
  // The answer to an address without orders is no other.
  await visitor.getByLabel('E-mail', { exact: true }).fill(`nobody-${email}`)
  await visitor.getByRole('button', { name: 'Send me the links' }).click()
  await visible(visitor.getByText(`If there are orders with nobody-${email}`))
  const mail = await until(async () => (await mails()).find(({ to, subject }) => `${to}`.includes(email) && subject === 'Your orders'), 'No mail has the links.')
  const [link] = /\S+\/o\/reg_\w+#[0-9a-z]{26}/.exec(mail.text)
  if (link !== address) throw new Error(`The mail leads to ${link} instead of ${address}.`)

  await page.getByRole('button', { name: 'Cancel registration' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel registration' }).click()
  await visible(page.getByText('Cancelled', { exact: true }).first())
  await visible(page.getByText('Refunded', { exact: true }).first())
  await inspect(page, 'order-cancelled')
}

/** A free order needs one form. The address was wrong: the right one gets the link, and the wrong one is left with nothing. */
async function free({ newPage, publishedEvent, mails, until, now }, other) {
  const event = await publishedEvent({ title: 'Free without an account', category: 'meetup', ticketTypes: [['Free seat', 0, 20]] })
  const [wrong, right] = ['wrong', 'right'].map(name => `${name}${now()}@example.com`)
  const page = await newPage({ size: 'phone' })
  page.expected.push(refused)
  const paths = pathsOf(page)
  await choose(page, event, 'Free seat', 'Register for free')
  await fillIn(page, 'Frida Free', wrong)
  await page.getByRole('button', { name: 'Complete registration' }).click()
  const address = await orderIn(page)
  await page.locator('.ticket .qr').waitFor()
  const shown = new Set(paths.map(path => path.split('/')[1]))
  if ([...shown].join() !== 'e,checkout,o') throw new Error(`From the event to the ticket there are ${paths.join()}.`)

  const code = () => page.locator('.ticket code').textContent()
  const before = await code()
  await page.getByRole('button', { name: 'Correct e-mail address' }).click()
  await page.getByRole('dialog').getByLabel('E-mail', { exact: true }).fill(right)
  await page.getByRole('dialog').getByRole('button', { name: 'Correct e-mail address' }).click()
  await visible(page.getByText('The address is corrected.', { exact: false }))
  await page.waitForURL(url => url.href !== address)
  await until(async () => (await code()) !== before, 'The ticket that went to the wrong address keeps its code.')
  const mail = await until(async () => (await mails()).find(({ to, text }) => `${to}`.includes(right) && text?.includes('/o/')), 'The right address gets no mail.')
  if (!mail.text.includes(page.url())) throw new Error('The mail has another link than the page.')
  const reader = await newPage({ size: 'phone' })
  reader.expected.push(refused)
  await reader.goto(address)
  await closed(reader)

  // Whoever has an order cannot open another with its key.
  const key = new URL(page.url()).hash
  await page.goto(`${new URL(other.address).pathname}${key}`)
  await closed(page)
  await page.getByRole('link', { name: 'Find my order' }).first().click()
  await visible(heading(page, 'Find my order'))
}

/** Several tickets are the guest's own, unless each gets a name. A ticket with an address of its own is mailed there. */
async function several({ newPage, publishedEvent, inspect, mails, until, now }) {
  const event = await publishedEvent({ title: 'Free for two', category: 'meetup', ticketTypes: [['Free seat', 0, 20]] })
  const friend = `friend${now()}@example.com`
  const page = await newPage({ size: 'phone' })
  await page.goto(`/e/${event.eventId}`)
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'One more: Free seat' }).click()
  await page.getByRole('button', { name: 'Register for free' }).click()
  await fillIn(page, 'Selma Several', `several${now()}@example.com`)
  await page.getByText('Use the same name for all tickets').click()
  await inspect(page, 'checkout-guest-names')
  const second = page.getByRole('group', { name: 'Ticket 2: Free seat' })
  await page.getByRole('group', { name: 'Ticket 1: Free seat' }).getByLabel('Name').fill('Selma Several')
  await second.getByLabel('Name').fill('Frank Friend')
  await second.getByLabel('E-mail').fill(friend)
  // What was typed survives a reload.
  await page.reload()
  await page.getByRole('button', { name: 'Complete registration' }).click()
  await orderIn(page)
  await page.locator('.ticket .qr').nth(1).waitFor()
  await visible(page.locator('.ticket').getByText('Frank Friend'))
  const mail = await until(async () => (await mails()).find(({ to, text }) => `${to}`.includes(friend) && text?.includes('/t/')), 'The friend gets no mail.')
  if (mail.text.includes('/o/')) throw new Error('The mail to the friend has the key of the order.')
}

/** Two tabs of one browser each have an order of their own, and neither opens the other's payment. */
async function twoTabs({ newPage, publishedEvent, fillCard, now }) {
  const event = await publishedEvent({ title: 'In two tabs', ticketTypes: [['Standing', 2500, 50]] })
  const email = `tabs${now()}@example.com`
  const first = await newPage({ size: 'phone' })
  const second = await first.context().newPage()
  const payments = []
  for (const tab of [first, second]) {
    await choose(tab, event, 'Standing', 'Get tickets')
    await fillIn(tab, 'Tilda Tabs', email)
    await tab.getByRole('button', { name: 'Continue to payment' }).click()
    await visible(tab.getByRole('button', { name: 'Pay €25.00' }))
    payments.push(tab.url())
  }
  if (payments[0] === payments[1]) throw new Error('Both tabs have the same order.')
  const third = await first.context().newPage()
  await third.goto(payments[0])
  await visible(heading(third, 'Please sign in'))
  await visible(third.getByRole('main').getByRole('link', { name: 'Find my order' }))
  const orders = []
  for (const tab of [second, first]) {
    await fillCard(tab)
    await tab.getByRole('button', { name: 'Pay €25.00' }).click()
    orders.push(await orderIn(tab))
    await tab.locator('.ticket .qr').waitFor()
  }
  if (orders[0] === orders[1]) throw new Error('Both tabs show the same order.')
}
