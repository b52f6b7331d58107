// The camera: a code in view is one scan however long it stays; the next code is another scan.
import { createRequire } from 'node:module'

const visible = locator => locator.waitFor({ state: 'visible' })
const { encode } = await import(
  createRequire(new URL('../../../frontend/package.json', import.meta.url))
    .resolve('uqr')
    .replace(/\.cjs$/, '.mjs')
)

export default async function ({ newPage, inspect, ticketsOf, publishedEvent, screenshot }) {
  const event = await publishedEvent({
    title: 'Scanned by camera',
    ticketTypes: [['Standing', 0, 50]],
    gateOpensAt: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d{3}/, ''),
  })
  const tickets = await ticketsOf(event, 2)

  const page = await newPage({ as: 'staff@example.com', size: 'phone' })
  // The camera's picture is a canvas that this spec draws on; everything else is the real scanner.
  await page.addInitScript(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 640, height: 480 })
    const context = canvas.getContext('2d')
    let shown = null
    window.frames = 0
    window.hold = rows => {
      shown = rows
    }
    setInterval(() => {
      window.frames++
      context.fillStyle = `hsl(${(Date.now() / 40) % 360} 20% 40%)`
      context.fillRect(0, 0, 640, 480)
      if (!shown) return
      const size = 300 / shown.length
      context.fillStyle = '#fff'
      context.fillRect(150, 70, 340, 340)
      context.fillStyle = '#000'
      shown.forEach((row, y) => row.forEach((dark, x) => dark && context.fillRect(170 + x * size, 90 + y * size, size + 0.5, size + 0.5)))
    }, 50)
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20)
  })
  await page.clock.install()
  await page.goto(`/scan/${event.eventId}`)
  await page.getByRole('button', { name: 'Start scanning' }).click()
  await visible(page.getByText('Hold the code inside the frame'))
  await inspect(page, 'scan-camera')

  const verdict = page.getByRole('alertdialog')
  const hold = text => page.evaluate(rows => window.hold(rows), text && encode(text, { ecc: 'M', border: 0 }).data)
  /** Waits until the camera has shown this many more pictures. */
  const pictures = async count => {
    const before = await page.evaluate(() => window.frames)
    await page.waitForFunction(wanted => window.frames >= wanted, before + count)
  }
  const scans = () => page.locator('.scans li').count()
  await hold(tickets[0].qr)
  await visible(verdict.getByRole('heading', { name: 'Valid' }))
  await verdict.waitFor({ state: 'hidden' })
  // The code is still in view, and was read many times.
  await pictures(20)
  if ((await scans()) !== 1) throw new Error(`One code was scanned ${await scans()} times.`)
  await hold(tickets[1].qr)
  await visible(verdict.getByRole('heading', { name: 'Valid' }))
  await hold(null)
  await pictures(10)
  // A code that was out of view for three seconds is a new one.
  await page.clock.fastForward(3_200)
  await hold(tickets[0].qr)
  await visible(verdict.getByRole('heading', { name: 'Already used' }))
  await screenshot(page, 'scan-camera-used')
  // The next person shows a code: the refusal stays until somebody has acknowledged it.
  await hold(tickets[1].qr)
  await pictures(20)
  if ((await scans()) !== 3) throw new Error(`A code replaced a refusal: there are ${await scans()} scans.`)
  await page.keyboard.press('Escape')
  await visible(page.locator('.scans li').nth(3))
  await visible(verdict.getByRole('heading', { name: 'Already used' }))
  await hold(null)
  await page.keyboard.press('Escape')
  await verdict.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await visible(page.getByText('The camera is off'))

  // A browser with a built-in barcode detector does not load our decoder.
  const fetched = []
  page.on('request', request => fetched.push(request.url()))
  await page.addInitScript(() => {
    window.BarcodeDetector = class {
      static getSupportedFormats = async () => ['ean_13', 'qr_code']
      detect = async source => (source instanceof HTMLVideoElement && window.found ? [{ rawValue: window.found }] : [])
    }
  })
  await page.reload()
  await page.getByRole('button', { name: 'Start the camera' }).click()
  await visible(page.getByText('Hold the code inside the frame'))
  await page.evaluate(qr => {
    window.found = qr
  }, tickets[0].qr)
  await visible(verdict.getByRole('heading', { name: 'Already used' }))
  const decoders = fetched.filter(url => url.includes('zxing'))
  if (decoders.length > 0) throw new Error(`It fetched ${decoders.join()}.`)
}
