// Pictures: a person crops one by keyboard, an organization gets a logo; members and buyers see them, and both can be taken away.
import { pixel } from '../harness.mjs'

const visible = locator => locator.waitFor({ state: 'visible' })
const owner = 'organizer@example.com'

export default async function ({ newPage, api, inspect, until }) {
  const { organizationId: org } = await api(owner, 'POST', '/organizations', { name: 'Pictures spec' })
  const page = await newPage({ as: owner })
  const button = (name, on = page) => on.getByRole('button', { name, exact: true })
  /** The image once the browser has decoded it. */
  const loaded = (place, at = page) => at.waitForFunction(place => document.querySelector(place)?.naturalWidth > 0, place)

  await page.goto('/me/profile')
  const file = page.getByLabel('Add a picture')
  await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
  await visible(page.getByText('Choose a JPEG or a PNG file.'))
  await file.setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture either') })
  await visible(page.getByRole('dialog').getByText('This file is not a valid image.', { exact: false }))
  await button('Cancel', page.getByRole('dialog')).click()

  // The square is chosen by keyboard alone.
  await file.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await wide(page), 'base64') })
  const dialog = page.getByRole('dialog', { name: 'Choose what is shown' })
  /** The color at a part of the width. */
  const colorAt = part =>
    page.evaluate(part => {
      const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
      pixel.drawImage(document.querySelector('dialog canvas'), part * -512, -256)
      return [...pixel.getImageData(0, 0, 1, 1).data]
    }, part)
  const isRed = ([red, , blue]) => red > 150 && blue < 100
  await until(async () => isRed(await colorAt(0.1)))
  if (isRed(await colorAt(0.9))) throw new Error('The middle of the picture is not what is shown first.')
  await dialog.getByLabel('Left or right').focus()
  await page.keyboard.press('Home')
  await until(async () => isRed(await colorAt(0.9)))
  await dialog.getByLabel('Zoom').focus()
  await page.keyboard.press('ArrowRight')
  await inspect(page, 'profile-crop')
  await button('Use picture', dialog).press('Enter')
  await visible(page.getByRole('img', { name: 'Your picture' }))
  await loaded('img.own-picture')
  await inspect(page, 'profile-picture')
  const { imageUrl } = await api(owner, 'GET', '/me')

  await page.goto(`/console/${org}/members`)
  await loaded(`img[src="${imageUrl}"]`)
  await inspect(page, 'console-members-picture')

  await page.goto(`/console/${org}/settings`)
  await page.getByLabel('Add a logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: pixel })
  await visible(page.getByRole('img', { name: 'Logo' }))
  await inspect(page, 'console-logo')
  // Editing goes on from the version that the logo has made.
  await page.getByLabel('Legal name').fill('Pictures Ltd')
  await button('Save changes').click()
  await visible(page.getByText('Settings saved.'))

  const now = Date.now()
  const at = hours => new Date(now + hours * 3_600_000).toISOString()
  const { eventId } = await api(owner, 'POST', '/events', {
    organizationId: org, title: 'Pictures', category: 'concert', startsAt: at(48), endsAt: at(50), timeZone: 'Europe/Berlin',
    venue: { name: 'Hall', city: 'Hamburg', country: 'DE' }, capacity: 5,
    ticketTypes: [{ name: 'Seat', price: { amount: 0, currency: 'eur' }, quantity: 5 }],
  })
  await api(owner, 'POST', `/events/${eventId}/publish`)
  const shop = await newPage()
  await shop.goto(`/e/${eventId}`)
  await visible(shop.getByRole('region', { name: 'Organizer' }).getByText('Pictures spec'))
  await loaded('.event-organizer img', shop)
  await inspect(shop, 'event-organizer')

  await button('Remove logo').click()
  await button('Remove logo', page.getByRole('dialog')).click()
  await visible(page.getByLabel('Add a logo'))
  await page.goto('/me/profile')
  await button('Remove picture').click()
  await button('Remove picture', page.getByRole('dialog')).click()
  await visible(page.getByLabel('Add a picture'))
  if ((await api(null, 'GET', `/events/${eventId}`)).organization.logoUrl) throw new Error('The logo is still there.')
}

/** A photo twice as wide as high, red on its left half and blue on the other. */
const wide = page =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [400, 200]
    const context = canvas.getContext('2d')
    for (const [color, left] of [['#d00000', 0], ['#0000d0', 200]]) {
      context.fillStyle = color
      context.fillRect(left, 0, 200, 200)
    }
    return canvas.toDataURL('image/jpeg').split(',')[1]
  })
