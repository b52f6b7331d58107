// From an empty browser to a published free event: an account, an organization that is founded on the way, and as few fields as possible.
// Then tickets with a price: refused until an administrator has approved the papers.
import { pixel } from '../harness.mjs'

const MOST_FIELDS = 12
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, signUp, api, inspect, until }) {
  const email = `founder${Date.now()}@example.com`
  const page = await newPage()
  let fields = 0
  const fill = async (field, value) => {
    await field.fill(value)
    fields++
  }
  const button = name => page.getByRole('button', { name, exact: true })
  const publish = async () => {
    await button('Publish').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  }

  await page.goto('/')
  await page.getByRole('link', { name: 'Create an event' }).first().click()
  fields += await signUp(page, 'Fiona Founder', email, page.getByRole('heading', { level: 1, name: 'Create an event' }))
  const known = await Promise.all(['Name', 'Time zone', 'Currency'].map(name => page.getByLabel(name, { exact: true }).inputValue()))
  if (known.join() !== 'Fiona Founder,Europe/Berlin,eur') throw new Error(`The form suggests ${known}.`)
  await inspect(page, 'console-start')
  await button('Continue to the event').click()

  await visible(page.getByRole('heading', { level: 1, name: 'New event' }))
  const starts = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  await fill(page.getByLabel('Title', { exact: true }), 'Open studio')
  await fill(page.getByLabel('Starts', { exact: true }), `${starts}T18:00`)
  await fill(page.getByLabel('Venue', { exact: true }), 'Atelier Nord')
  await fill(page.getByLabel('City', { exact: true }), 'Hamburg')
  await fill(page.getByLabel('Capacity'), '40')
  const filled = await Promise.all(['Ends', 'Country', 'Price', 'Quantity'].map(name => page.getByLabel(name, { exact: true }).inputValue()))
  if (filled.join() !== `${starts}T20:00,Germany,0,40`) throw new Error(`Filled in are ${filled}.`)
  await button('Save draft').click()
  await visible(page.getByRole('heading', { name: 'Setup' }))
  await publish()
  await page.getByRole('heading', { name: 'Setup' }).waitFor({ state: 'detached' })
  if (fields > MOST_FIELDS) throw new Error(`${fields} fields are filled in, more than ${MOST_FIELDS}.`)
  const [, org, eventId] = /\/console\/(\w+)\/events\/(\w+)/.exec(page.url())
  const { status } = await api(null, 'GET', `/events/${eventId}`)
  if (status !== 'published') throw new Error(`The event is ${status}.`)

  // Started a second time, it leads to another event of the same organization.
  await page.goto('/console/start')
  await page.waitForURL(`**/console/${org}/events/new`)
  await page.getByLabel('Title', { exact: true }).fill('Paid workshop')
  await page.getByLabel('Starts', { exact: true }).fill(`${starts}T10:00`)
  await page.getByLabel('Venue', { exact: true }).fill('Atelier Nord')
  await page.getByLabel('City', { exact: true }).fill('Hamburg')
  await page.getByLabel('Capacity').fill('8')
  await page.getByLabel('Price', { exact: true }).fill('30')
  await button('Save draft').click()
  await visible(page.getByText('Verification comes before paid tickets'))
  await inspect(page, 'console-unverified')
  const workshop = page.url()
  page.expected.push(/Failed to load resource: the server responded with a status of 409 .*\/publish\)$/)
  await publish()
  await page.getByRole('dialog').getByRole('link', { name: 'Verify your identity' }).click()

  await visible(page.getByText('Not verified yet'))
  const file = page.getByLabel('Add a photo or scan')
  await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await visible(page.getByText('Choose a JPEG, PNG or PDF file.'))
  await file.setInputFiles({ name: 'passport.png', mimeType: 'image/png', buffer: pixel })
  await visible(page.getByText('Paper 1: Front'))
  await file.setInputFiles({ name: 'back.png', mimeType: 'image/png', buffer: pixel })
  await page.getByRole('button', { name: 'Delete Paper 2: Back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Paper 2: Back').waitFor({ state: 'detached' })
  await visible(page.getByText('Not sent yet'))
  await page.getByLabel('Document number').fill('C01X00T47')
  await button('Send for review').click()
  await visible(page.getByText('Being reviewed'))
  await inspect(page, 'console-verification-pending')

  const { items } = await api('admin@example.com', 'GET', '/admin/kyc-requests?limit=100')
  const mine = items.find(request => request.documentNumberEnd === '0T47' && JSON.stringify(request).includes('Fiona Founder')) ?? items.at(-1)
  await api('admin@example.com', 'GET', `/admin/kyc-requests/${mine.kycId}`)
  await api('admin@example.com', 'POST', `/admin/kyc-requests/${mine.kycId}/review`, { decision: 'approve' })
  await page.reload()
  await visible(page.getByText('You can publish events with paid tickets.'))
  await until(async () => (await page.evaluate(() => atob(JSON.parse(sessionStorage.getItem('session')).id.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')))).includes('Organizers'), 'The new token does not say that the user is an organizer.')
  await page.goto(workshop)
  await publish()
  await page.getByRole('heading', { name: 'Setup' }).waitFor({ state: 'detached' })
}
