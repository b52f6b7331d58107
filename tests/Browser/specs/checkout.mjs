// Detours in the checkout: a type that sells out, Back from the payment, a lost response, another user.
const visible = locator => locator.waitFor({ state: 'visible' })
const buyer = 'attendee@example.com'
const other = 'organizer2@example.com'

export default async function (harness) {
  await soldOut(harness)
  await back(harness)
  await lostAnswer(harness)
}

async function soldOut({ newPage, publishedEvent, api }) {
  const event = await publishedEvent({ title: 'Nearly gone', ticketTypes: [['Standing', 2500, 3], ['Seat', 4000, 5]] })
  const [standing] = event.ticketTypes
  const page = await newPage({ as: buyer })
  await page.goto(`/e/${event.eventId}`)
  for (const name of ['Standing', 'Standing', 'Seat']) await page.getByRole('button', { name: `One more: ${name}` }).click()
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await visible(page.getByText('2 × Standing'))
  const buy = quantity => api(other, 'POST', '/registrations', { eventId: event.eventId, items: [{ ticketTypeId: standing.ticketTypeId, quantity }] })
  await buy(2)
  page.expected.push(/status of 409 .*\/api\/registrations\)/)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await visible(page.getByText('Standing: 1 left.'))
  // The tickets still available are selected, and those sold out block nothing.
  await page.getByRole('link', { name: 'Change tickets' }).click()
  await visible(page.locator('.ticket-sum').getByText('€65.00'))
  await buy(1)
  await page.reload()
  await visible(page.locator('.ticket-sum').getByText('1 ticket', { exact: true }))
  await visible(page.locator('.ticket-sum').getByText('€40.00'))
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'How would you like to pay?' }))
}

async function back({ newPage, publishedEvent, api, inspect, web }) {
  const event = await publishedEvent({ title: 'The last two', ticketTypes: [['Standing', 2500, 2]] })
  const page = await newPage({ as: buyer })
  await page.goto(`/e/${event.eventId}`)
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByText('Use the same name for all tickets').click()
  const name = i => page.getByLabel('Name', { exact: true }).nth(i)
  await name(0).fill('Ada Attendee')
  await name(1).fill('Grase Guest')
  // The names survive a reload.
  await page.reload()
  if ((await name(1).inputValue()) !== 'Grase Guest') throw new Error('The second name is lost in a reload.')
  // Going back before the response arrives: it does not navigate away later, and the hold is found.
  let answer
  const answered = new Promise(release => {
    answer = release
  })
  await page.route('**/api/registrations', async route => {
    const response = await route.fetch()
    await answered
    await route.fulfill({ response })
  }, { times: 1 })
  const held = page.waitForResponse('**/api/registrations')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.getByRole('link', { name: 'Change tickets' }).click()
  await page.waitForURL(`**/e/${event.eventId}`)
  answer()
  await held
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await visible(page.getByRole('button', { name: /^Pay €/ }))
  const first = page.url()

  await page.goBack()
  if ((await name(1).inputValue()) !== 'Grase Guest') throw new Error('The second name is lost on the way back.')
  await visible(page.getByText('You are already holding tickets for this event'))
  await inspect(page, 'checkout-held')
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await page.waitForURL(first)
  await visible(page.getByRole('button', { name: /^Pay €/ }))
  await page.goBack()
  // The same order returns to the same hold; a changed one replaces it.
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(first)
  await page.goBack()
  // The payment that the previous page started may change the hold between reading and cancelling it.
  page.expected.push(/status of 409 .*\/cancel\)/)
  await name(1).fill('Grace Guest')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await visible(page.getByRole('button', { name: /^Pay €/ }))
  const ids = [first, page.url()].map(address => address.split('/').at(-1))
  const [before, now] = await Promise.all(ids.map(id => api(buyer, 'GET', `/registrations/${id}`)))
  if (before.status !== 'cancelled' || now.attendees[1].name !== 'Grace Guest') throw new Error(`${before.status}, and ${now.attendees[1].name} comes.`)

  // No data is left for the next user of this device.
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(`${web}/`)
  const kept = await page.evaluate(() => Object.keys(sessionStorage).filter(key => /^(draft|order|basket|paid):/.test(key)))
  if (kept.length > 0) throw new Error(`Still in the tab: ${kept}`)
}

async function lostAnswer({ newPage, publishedEvent, api }) {
  const event = await publishedEvent({ title: 'Free, twice asked for', category: 'meetup', ticketTypes: [['Free seat', 0, 20]] })
  const page = await newPage({ as: buyer })
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: 'One more: Free seat' }).click()
  await page.getByRole('button', { name: 'Register for free' }).click()
  page.expected.push(/ERR_FAILED .*\/api\/registrations\)/)
  await page.route('**/api/registrations', async route => { await route.fetch(); await route.abort() }, { times: 1 })
  const complete = page.getByRole('button', { name: 'Complete registration' })
  await complete.click()
  await visible(page.getByText('There is no connection to the server.'))
  await page.reload()
  await complete.click()
  await visible(page.getByRole('heading', { name: 'You’re in!' }))
  const mine = await api(buyer, 'GET', '/registrations')
  const made = mine.items.filter(it => it.eventId === event.eventId).length
  if (made !== 1) throw new Error(`${made} registrations were made.`)

  // The same for a new ticket code: while it is unknown whether it was made, the old code is not shown.
  await page.locator('.ticket h2 a').click()
  const code = page.locator('.big-ticket .qr')
  const label = async () => (await code.waitFor(), code.getAttribute('aria-label'))
  const before = await label()
  page.expected.push(/ERR_FAILED .*\/(regenerate-qr|tickets\/tkt_\w+)\)/)
  await page.route('**/regenerate-qr', async route => { await route.fetch(); await route.abort() }, { times: 1 })
  await page.route('**/api/tickets/tkt_*', route => route.abort())
  await page.getByRole('button', { name: 'Reissue ticket' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reissue ticket' }).click()
  await visible(page.getByRole('dialog').getByText('There is no connection to the server.'))
  await page.keyboard.press('Escape')
  await code.waitFor({ state: 'detached' })
  await visible(page.locator('.big-ticket').getByText('There is no connection to the server.'))
  await page.unroute('**/api/tickets/tkt_*')
  await page.getByRole('button', { name: 'Try again' }).click()
  if ((await label()) === before) throw new Error('The old code is shown.')
  // And a new code whose response arrives at once.
  const renewed = await label()
  await page.getByRole('button', { name: 'Reissue ticket' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reissue ticket' }).click()
  await visible(page.getByText('The ticket has a new code.'))
  if ((await label()) === renewed) throw new Error('The code before it is still shown.')
}
