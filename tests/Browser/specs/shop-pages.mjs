// The list of events: search, filters, the way back, the calendar, chunks that are gone, and what organizers may not put into a page.
export default async function ({ api, newPage, publishedEvent, web }) {
  // Before the first page: the browser may show the list of categories once more, for a second.
  const marker = `Filtered ${Date.now()}`
  const evening = await publishedEvent({ title: `${marker} evening`, category: 'workshop', timeZone: 'Europe/Berlin' })
  const later = new Date(Date.parse(evening.startsAt) + 86_400_000).toISOString().replace(/\.\d{3}/, '')
  const ends = new Date(Date.parse(later) + 3_600_000).toISOString().replace(/\.\d{3}/, '')
  await publishedEvent({ title: `${marker} morning after`, category: 'film', startsAt: later, endsAt: ends })
  const page = await newPage()
  await page.goto('/')
  await page.locator('.event-card').first().waitFor()

  await page.getByRole('searchbox').fill('jazz')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.locator('.event-card').filter({ hasText: 'Jazz at the harbour' }).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.event-card').length === 1)
  await page.waitForURL('**/?text=jazz')

  await page.getByRole('link', { name: 'Jazz at the harbour' }).click()
  await page.getByRole('heading', { level: 1, name: 'Jazz at the harbour' }).waitFor()

  // The filters are in the URL, and Back undoes them.
  const titles = wanted => page.waitForFunction(
    titles => JSON.stringify([...document.querySelectorAll('.event-card h3')].map(it => it.textContent)) === JSON.stringify(titles), wanted.map(it => `${marker} ${it}`),
  )
  await page.goto(`/?text=${encodeURIComponent(marker)}`)
  await titles(['evening', 'morning after'])
  await page.getByRole('button', { name: 'Film', exact: true }).click()
  await titles(['morning after'])
  await page.waitForURL(url => url.searchParams.get('category') === 'film')
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await titles(['evening', 'morning after'])
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date(evening.startsAt))
  await page.getByLabel('Date', { exact: true }).fill(day)
  await titles(['evening'])
  await page.waitForURL(url => url.searchParams.get('date') === day)
  await page.goBack()
  await titles(['evening', 'morning after'])

  // Back restores the position in the list; a link leads to the top of its page.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const fourth = page.locator('.event-card').nth(3)
  await fourth.scrollIntoViewIfNeeded()
  const leftAt = await page.evaluate(() => scrollY)
  if (leftAt < 200) throw new Error(`The list was left at ${leftAt}, which proves nothing.`)
  await fourth.getByRole('link').click()
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor()
  if ((await page.evaluate(() => scrollY)) !== 0) throw new Error('A page begins below its top.')
  await page.goBack()
  await page.waitForFunction(() => scrollY > 200, null, { timeout: 5_000 })
  await page.goForward()
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor()
  await page.waitForFunction(() => scrollY === 0)
  await page.setViewportSize({ width: 1280, height: 900 })

  await page.goto('/?text=nothing-is-called-this')
  await page.getByText('No events match your search').waitFor()

  await page.goto('/?month=2031-01')
  await page.getByText('No events in this month.').waitFor()
  const event = await publishedEvent({ title: 'On the calendar' })
  await page.goto(`/?month=${event.startsAt.slice(0, 7)}`)
  await page.getByRole('link', { name: 'On the calendar' }).first().waitFor()

  // A draft is shown as not yet on sale, not as over.
  const draft = await api('organizer@example.com', 'POST', '/events', {
    title: 'Not yet', category: 'concert', capacity: 10, startsAt: evening.startsAt, endsAt: evening.endsAt, timeZone: 'Europe/Berlin',
    venue: { name: 'Hafenklang', city: 'Hamburg', country: 'DE' }, ticketTypes: [{ name: 'Standing', price: { amount: 2500, currency: 'eur' }, quantity: 10 }],
  })
  const organizer = await newPage({ as: 'organizer@example.com' })
  await organizer.goto(`/e/${draft.eventId}`)
  await organizer.getByText('Not on sale yet').waitFor()

  // A chunk that a deployment has removed breaks nothing else, and is not reported as a connection error.
  page.expected.push(/ERR_FAILED/, /dynamically imported module/)
  await page.route('**/static/Month-*.js', route => route.abort())
  await page.goto('/')
  await page.locator('.event-card').first().waitFor()
  await page.getByRole('button', { name: 'Month', exact: true }).click()
  await page.getByText('An unexpected error occurred. Please try again.').waitFor()
  await page.getByRole('button', { name: 'List', exact: true }).waitFor()
  await page.unroute('**/static/Month-*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('table.month').waitFor()
  await page.route('**/static/EventPage-*.js', route => route.abort())
  await page.goto(`/e/${evening.eventId}`)
  await page.getByText('An unexpected error occurred. Please try again.').waitFor()
  await page.getByRole('link', { name: 'Event Ticketing' }).click()
  await page.locator('.event-card').first().waitFor()
  await page.unroute('**/static/EventPage-*.js')

  // An organizer's input is rendered as text, even if it looks like HTML.
  const hostile = '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 1">'
  const { eventId } = await publishedEvent({ title: `Hostile ${hostile}`.slice(0, 100), description: hostile })
  await page.goto(`/e/${eventId}`)
  await page.getByRole('heading', { level: 1, name: /^Hostile/ }).waitFor()
  const [broken, data] = await page.evaluate(() => [window.broken, document.querySelector('script[type="application/ld+json"]').textContent])
  if (broken || data.includes('<')) throw new Error('An organizer can put code into the page.')
  if (JSON.parse(data).url !== `${web}/e/${eventId}`) throw new Error('The JSON-LD is not of this event.')
}
