// Every page of the shop that needs no purchase, at every size, by day and by night.
export default async function ({ newPage, inspect, publishedEvent, web }) {
  const page = await newPage()
  await page.goto('/')
  await page.locator('.event-card').first().waitFor()
  await inspect(page, 'list')

  await page.getByRole('searchbox').fill('jazz')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.locator('.event-card').filter({ hasText: 'Jazz at the harbour' }).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.event-card').length === 1)
  await page.waitForURL('**/?text=jazz')

  await page.getByRole('link', { name: 'Jazz at the harbour' }).click()
  await page.getByRole('heading', { level: 1, name: 'Jazz at the harbour' }).waitFor()
  await inspect(page, 'event')

  // What is in the filters is in the address, and Back undoes it.
  const marker = `Filtered ${Date.now()}`
  const evening = await publishedEvent({ title: `${marker} evening`, category: 'workshop', timeZone: 'Europe/Berlin' })
  const later = new Date(Date.parse(evening.startsAt) + 86_400_000).toISOString().replace(/\.\d{3}/, '')
  const ends = new Date(Date.parse(later) + 3_600_000).toISOString().replace(/\.\d{3}/, '')
  await publishedEvent({ title: `${marker} morning after`, category: 'film', startsAt: later, endsAt: ends })
  const titles = wanted => page.waitForFunction(
    titles => JSON.stringify([...document.querySelectorAll('.event-card h3')].map(it => it.textContent)) === JSON.stringify(titles), wanted.map(it => `${marker} ${it}`),
  )
  await page.goto(`/?text=${encodeURIComponent(marker)}`)
  await titles(['evening', 'morning after'])
  await page.getByRole('button', { name: 'Film', exact: true }).click()
  await titles(['morning after'])
  await page.waitForURL(url => url.searchParams.get('category') === 'film')
  await page.getByRole('button', { name: 'Everything', exact: true }).click()
  await titles(['evening', 'morning after'])
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date(evening.startsAt))
  await page.getByLabel('On the day').fill(day)
  await titles(['evening'])
  await page.waitForURL(url => url.searchParams.get('date') === day)
  await page.goBack()
  await titles(['evening', 'morning after'])

  await page.goto('/?text=nothing-is-called-this')
  await page.getByText('Nothing found').waitFor()
  await inspect(page, 'list-empty')

  await page.goto('/?month=2031-01')
  await page.getByText('No events in this month.').waitFor()
  const event = await publishedEvent({ title: 'On the calendar' })
  await page.goto(`/?month=${event.startsAt.slice(0, 7)}`)
  await page.getByRole('link', { name: 'On the calendar' }).first().waitFor()
  await inspect(page, 'month')

  await page.goto('/me/tickets')
  await page.getByRole('heading', { name: 'Please sign in' }).waitFor()
  await inspect(page, 'sign-in-needed')
  await page.goto('/no/such/page')
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await inspect(page, 'not-found')

  // What an organizer writes is text, whatever it looks like.
  const hostile = '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 1">'
  const { eventId } = await publishedEvent({ title: `Hostile ${hostile}`.slice(0, 100), description: hostile })
  await page.goto(`/e/${eventId}`)
  await page.getByRole('heading', { level: 1, name: /^Hostile/ }).waitFor()
  const [broken, data] = await page.evaluate(() => [window.broken, document.querySelector('script[type="application/ld+json"]').textContent])
  if (broken || data.includes('<')) throw new Error('An organizer can put code into the page.')
  if (JSON.parse(data).url !== `${web}/e/${eventId}`) throw new Error('The JSON-LD is not of this event.')

  // Other languages, and the other direction.
  for (const [locale, title] of [['de-DE', 'Geh raus'], ['es-ES', 'Sal']]) {
    const speaker = await newPage({ locale })
    await speaker.goto('/')
    await speaker.getByRole('heading', { level: 1, name: title }).waitFor()
    if ((await speaker.getAttribute('html', 'lang')) !== locale.slice(0, 2)) throw new Error('The language is not marked.')
  }
  await page.goto('/')
  await page.locator('.event-card').first().waitFor()
  await page.evaluate(() => { document.documentElement.dir = 'rtl' })
  await inspect(page, 'list-rtl')
}
