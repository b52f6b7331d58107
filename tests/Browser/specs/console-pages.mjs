// The evening of an event in the console: its pictures, who came, what is undone, and the report.
import { pixel } from '../harness.mjs'

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, api, publishedEvent, ticketsOf, expectNoViolations }) {
  const organizer = 'organizer@example.com'
  const page = await newPage({ as: organizer })
  // An event with a history: a free ticket that was accepted, refused the second time, and whose check-in was undone.
  const event = await publishedEvent({
    title: 'Console pages',
    capacity: 40,
    ticketTypes: [
      ['Free seat', 0, 30],
      ['Standing', 2500, 10],
    ],
    gateOpensAt: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d{3}/, ''),
  })
  const { eventId } = event
  const tickets = await ticketsOf(event, 3, [{ name: 'Grace Guest', email: 'grace@example.com' }])
  for (const scanId of ['console-pages-1', 'console-pages-2']) {
    await api('staff@example.com', 'POST', '/validate-ticket', {
      eventId,
      code: tickets[0].code,
      scanId: `${scanId}-${eventId}`,
      gate: 'North',
    })
  }

  await page.goto(`/console/e/${eventId}`)
  await visible(page.getByRole('heading', { name: 'Sales by day' }))
  await visible(page.getByRole('heading', { name: 'Check-ins by hour' }))
  for (const summary of await page.getByText('As a table').all()) await summary.click()

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await visible(page.getByText('Everything is saved.'))
  await page.getByRole('button', { name: 'Edit Standing' }).click()
  await visible(page.getByRole('dialog'))
  await expectNoViolations(page, 'console-ticket-type')
  await page.keyboard.press('Escape')
  await page
    .getByLabel('Add an image')
    .setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: pixel })
  await visible(page.getByRole('img', { name: 'Image 1' }))
  await page
    .getByLabel('Add an image')
    .setInputFiles({ name: 'second.png', mimeType: 'image/png', buffer: pixel })
  await visible(page.getByRole('img', { name: 'Image 2' }))

  // Visitors see the uploaded images: the first one on the page, on the card and in link previews, the others below the description.
  const { images } = await api(null, 'GET', `/events/${eventId}`)
  const shop = await newPage()
  const shown = (place, count) =>
    shop.waitForFunction(
      ([place, count, begin]) => {
        const found = [...document.querySelectorAll(`${place} img`)]
        return found.length === count && found.every(it => it.getAttribute('src').startsWith(begin) && it.naturalWidth > 0 && it.checkVisibility())
      },
      [place, count, `/images/${eventId}/`],
    )
  await shop.goto(`/e/${eventId}`)
  await shown('.event-banner', 1)
  await shown('.event-pictures', 1)
  const shared = await shop.locator('meta[property="og:image"]').getAttribute('content')
  if (shared !== new URL(images[0].url, shop.url()).href) throw new Error(`Shared with another picture: ${shared}`)
  await shop.goto('/?text=Console%20pages')
  await shown(`.event-card:has([href="/e/${eventId}"])`, 1)

  await page.getByLabel('Add an image').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
  await visible(page.getByText('Choose a JPEG or a PNG file.'))
  await page.getByRole('button', { name: 'Delete image 1' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('img', { name: 'Image 2' }).waitFor({ state: 'detached' })
  // A deleted image disappears as soon as caches have the event anew, and the next one becomes the first.
  await shop.waitForFunction(async id => (await (await fetch(`/api/events/${id}`)).json()).images.length === 1, eventId)
  await shop.goto(`/e/${eventId}`)
  await shown('main', 1)

  await page.getByRole('link', { name: 'Registrations', exact: true }).click()
  await page.getByRole('link', { name: 'Ada Attendee' }).click()
  await visible(page.getByText('Grace Guest'))
  await expectNoViolations(page, 'console-registration')
  // The address of a registration can be sent.
  await page.reload()
  await visible(page.getByText('Grace Guest'))
  await page.goBack()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()])
  const lines = (await (await download.createReadStream()).toArray()).join('').trim().split('\n')
  if (lines.length !== 4) throw new Error(`The report has ${lines.length} lines:\n${lines.join('\n')}`)

  await page.getByRole('link', { name: 'Attendees', exact: true }).click()
  await visible(page.getByRole('cell').getByText('Checked in'))
  // Until the scans are loaded, nobody is shown as outside.
  let answer
  const answered = new Promise(resolve => {
    answer = resolve
  })
  await page.route('**/check-ins?*', route => answered.then(() => route.continue()), { times: 1 })
  await page.reload()
  await visible(page.getByRole('cell').getByText('Unknown').first())
  await visible(page.getByText('some statuses are unknown', { exact: false }))
  if ((await page.getByRole('cell').getByText('Not yet').count()) > 0) throw new Error('Somebody is said to be outside.')
  answer()
  await visible(page.getByRole('cell').getByText('Checked in'))
  await visible(page.getByRole('cell').getByText('Not yet').first())
  await page.getByRole('button', { name: 'Undo check-in of Grace Guest' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo check-in' }).click()
  await visible(page.getByText('The check-in of Grace Guest is undone.'))

  await page.getByRole('link', { name: 'Check-ins', exact: true }).click()
  await visible(page.getByRole('cell').getByText('Undone'))
  await visible(page.getByText('already used'))

  const stranger = await newPage({ as: 'attendee@example.com' })

  await stranger.goto(`/console/e/${eventId}`)
  await visible(stranger.getByRole('heading', { level: 1, name: 'Page not found' }))
}
