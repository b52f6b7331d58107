// A manager looks at the month's money and finds an order; what was refunded is in the books.
const visible = locator => locator.waitFor({ state: 'visible' })

const manager = 'organizer@example.com'

export default async function ({ newPage, inspect, api, publishedEvent, ticketsOf, until }) {
  const title = `Money evening ${crypto.randomUUID().slice(0, 4)}`
  const event = await publishedEvent({ title, ticketTypes: [['Standing', 0, 50]] })
  await ticketsOf(event, 2)
  const org = event.organizationId
  // The books follow within seconds.
  await until(async () => {
    const { items } = await api(manager, 'GET', `/transactions?organizationId=${org}&eventId=${event.eventId}`)
    return items.length > 0 && items
  }, 'The sale is not in the books.')

  const page = await newPage({ as: manager })
  await page.goto(`/console/${org}/members`)
  await page.getByRole('button', { name: 'Organization', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: 'Money' }).press('Enter')
  await visible(page.getByRole('heading', { level: 1, name: 'Money' }))
  await visible(page.getByRole('heading', { name: 'Sales per day' }))
  await visible(page.getByRole('table', { name: 'By event' }).getByText(title))
  const transactions = page.getByRole('table', { name: 'Transactions' })
  await visible(transactions.getByRole('row').filter({ hasText: title }).getByText('Sale'))
  await inspect(page, 'console-money')
  await page.getByLabel('Kind').selectOption('disputeWon')
  await transactions.getByText(title).waitFor({ state: 'detached' })
  await page.getByLabel('Kind').selectOption('sale')
  await visible(transactions.getByText(title))
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()])
  const text = (await (await download.createReadStream()).toArray()).join('')
  if (!text.includes(title)) throw new Error(`The file has no ${title}:\n${text}`)
  const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export XLSX' }).click()])
  const bytes = Buffer.concat(await (await workbook.createReadStream()).toArray())
  if (!workbook.suggestedFilename().endsWith('.xlsx') || bytes.toString('latin1', 0, 2) !== 'PK') throw new Error(`${workbook.suggestedFilename()} is no workbook.`)
  // A month in which nothing was sold says so.
  await page.goto(`/console/${org}/money?month=2020-01`)
  await visible(page.getByText('No transactions in January 2020'))

  await page.goto(`/console/${org}/orders?event=${event.eventId}`)
  const order = page.getByRole('table', { name: 'Orders' }).getByRole('row').filter({ hasText: title })
  await visible(order.getByText('Confirmed'))
  await inspect(page, 'console-orders')
  await page.getByRole('searchbox').fill('nobody at all')
  await visible(page.getByText('No results'))
  await page.getByRole('searchbox').fill('')
  await order.getByRole('link').first().click()
  await visible(page.getByText(event.title ?? title).first())
}
