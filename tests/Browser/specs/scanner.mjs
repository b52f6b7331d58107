// A gate online, then offline: valid, used, forged and foreign tickets; a reload in between; back online, the upload, and a conflict.
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, inspect, api, publishedEvent, ticketsOf, expectNoViolations, expectNoSideways, screenshot, log }) {
  const open = { gateOpensAt: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d{3}/, ''), ticketTypes: [['Standing', 0, 50]] }
  const event = await publishedEvent({ title: 'Scanned at two gates', ...open })
  const other = await publishedEvent({ title: 'Another evening', ...open })
  const tickets = await ticketsOf(event, 8)
  const [stranger] = await ticketsOf(other, 1)

  const page = await newPage({ as: 'staff@example.com', size: 'phone' })
  // Records the device's signals: vibration and tones.
  await page.addInitScript(() => {
    window.signals = []
    navigator.vibrate = pattern => window.signals.push(`shakes ${pattern}`) > 0
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (at) {
      window.signals.push(this.frequency.value)
      start.call(this, at)
    }
    // Simulates a hand scanner: one key per 5 ms by the keyboard's clock, however busy the page is; then Enter.
    window.handScanner = text => {
      const began = performance.now()
      for (const [i, key] of [...text, 'Enter'].entries()) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: began + 5 * i }))
      }
    }
    navigator.storage.persist = async () => {
      window.persists = true
      return true
    }
  })
  const signalled = async expected => {
    await page.waitForFunction(expected => window.signals.join() === expected, expected)
    await page.evaluate(() => window.signals.splice(0))
  }
  await page.goto('/scan')
  await visible(page.getByRole('link', { name: 'Scanned at two gates' }).first())
  await inspect(page, 'scan-events')

  // Staff cannot list all events: they open one by its link or id.
  await page.getByLabel('Event link or ID').fill('nonsense')
  await page.getByRole('button', { name: 'Open' }).click()
  await visible(page.getByText('This is not an event link or ID.'))
  await page.getByLabel('Event link or ID').fill(`https://tickets.example.com/scan/${event.eventId}`)
  await page.keyboard.press('Enter')
  await visible(page.getByLabel('Gate'))
  await inspect(page, 'scan-begin')
  await page.getByLabel('Gate').fill('North')
  await page.getByLabel('Scan with the camera').uncheck()
  await page.getByRole('button', { name: 'Start scanning' }).click()
  await visible(page.getByText('Works offline'))
  await signalled('shakes 60,880,1320')
  if (!(await page.evaluate(() => window.persists))) throw new Error('The browser was not asked to keep what waits to be uploaded.')
  await inspect(page, 'scan-gate')

  // The app can be installed: a manifest with what browsers require, and a service worker that answers offline.
  const app = await page.evaluate(async () => {
    const manifest = await (await fetch(document.querySelector('link[rel=manifest]').href)).json()
    const sizes = await Promise.all(
      manifest.icons.map(async ({ src, sizes }) => {
        const picture = new Image()
        picture.src = src
        await picture.decode()
        return `${sizes} ${picture.naturalWidth}x${picture.naturalHeight}`
      }),
    )
    const { active, scope } = await navigator.serviceWorker.ready
    return { ...manifest, sizes, worker: new URL(active.scriptURL).pathname, scope: new URL(scope).pathname }
  })
  for (const size of ['192x192', '512x512']) if (!app.sizes.includes(`${size} ${size}`)) throw new Error(`There is no icon of ${size}: ${app.sizes}`)
  const shown = `${app.name}, ${app.short_name}: ${app.start_url} ${app.display} ${app.worker} ${app.scope}`
  if (shown !== 'Event Ticketing Scanner, Scanner: /scan standalone /scan-worker.js /scan') throw new Error(`It is installed as ${shown}`)

  const verdict = page.getByRole('alertdialog')
  // After the next frame: a page that has just appeared begins to listen then.
  const scan = text => page.evaluate(text => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(window.handScanner(text))))), text)
  async function says(word, ...more) {
    await visible(verdict.getByRole('heading', { name: word, exact: true }))
    for (const text of more) await visible(verdict.getByText(text))
  }
  const next = async () => {
    await page.keyboard.press('Enter')
    await verdict.waitFor({ state: 'hidden' })
  }
  const counted = (inside, toCome) =>
    page.waitForFunction(
      expected => [...document.querySelectorAll('.numbers dd')].map(number => number.textContent).join() === expected,
      `${inside},${toCome}`,
    )

  // Online.
  await counted(0, 8)
  await scan(tickets[0].qr)
  await says('Valid', 'Ada Attendee', 'Standing')
  await signalled('shakes 60,880,1320')
  await screenshot(page, 'scan-verdict-valid')
  await expectNoViolations(page, 'valid')
  await verdict.waitFor({ state: 'hidden' })
  await counted(1, 7)
  await scan(tickets[0].qr)
  await says('Already used', /First used .* at North/)
  await signalled('shakes 120,80,120,600,600,600')
  await screenshot(page, 'scan-verdict-used')
  await expectNoViolations(page, 'already used')
  await next()
  await scan(stranger.qr)
  await says('Wrong event')
  await signalled('shakes 400,300,170')
  await next()
  // The verdict is announced in the element that said "Checking".
  await page.route('**/api/validate-ticket', async route => {
    await verdict.getByText('Checking').waitFor()
    await page.evaluate(() => {
      window.region = document.querySelector('[role=alertdialog] [aria-live]')
    })
    await route.continue()
  }, { times: 1 })
  await page.getByLabel('Code on the ticket').fill(tickets[1].code.toLowerCase())
  await page.keyboard.press('Enter')
  await says('Valid')
  if (!(await page.evaluate(() => window.region?.isConnected && window.region.textContent.includes('Valid')))) throw new Error('The verdict is not read aloud.')
  await next()
  await page.getByLabel('Code on the ticket').fill('AAAABBBB-CCCC')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await says('Unknown')
  await next()
  await counted(2, 6)
  await page.getByRole('button', { name: 'Undo: Ada Attendee' }).first().click()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await visible(page.getByText('Check-in undone').first())
  await counted(1, 7)

  // Offline, and through a reload, after which this browser reports that it is online: the scanner sends a request and gets no answer.
  page.expected.push(/ERR_INTERNET_DISCONNECTED/)
  await page.context().setOffline(true)
  await visible(page.getByText('Offline', { exact: true }))
  const took = await page.evaluate(async text => {
    const began = performance.now()
    window.handScanner(text)
    while (!document.querySelector('.verdict.good')) await new Promise(resolve => setTimeout(resolve, 1))
    return performance.now() - began
  }, tickets[2].qr)
  await says('Valid', 'Ada Attendee', 'Checked offline')
  await next()
  await page.reload()
  await visible(page.getByText('1 scan to upload'))
  await visible(page.getByText('Offline', { exact: true }))
  await scan(tickets[2].qr)
  await says('Already used', 'at North')
  await next()
  await scan(`${tickets[3].qr.slice(0, 90)}${tickets[3].qr.slice(90, 93) === '000' ? '111' : '000'}${tickets[3].qr.slice(93)}`)
  await says('Forged')
  await screenshot(page, 'scan-verdict-forged')
  await expectNoViolations(page, 'forged')
  await next()
  await scan(stranger.qr)
  await says('Wrong event')
  await next()
  await page.getByLabel('Code on the ticket').fill(tickets[3].code)
  await page.keyboard.press('Enter')
  await says('Valid')
  await next()
  await scan(tickets[4].qr)
  await says('Valid')
  await next()
  await counted(4, 4)
  await visible(page.getByText('6 scans to upload'))
  await inspect(page, 'scan-offline')

  // Meanwhile another gate admits somebody with one of the same tickets, by its clock earlier than this device did.
  await api('staff@example.com', 'POST', '/validate-ticket', {
    qr: tickets[4].qr,
    eventId: event.eventId,
    scanId: crypto.randomUUID(),
    gate: 'South',
  })
  await page.context().setOffline(false)
  // The browser fires no event: the scanner polls, at least every 15 seconds.
  await page.getByText('Online', { exact: true }).waitFor({ timeout: 30_000 })
  await page.getByText('to upload').first().waitFor({ state: 'hidden' })
  await visible(page.getByText('1 scan needs attention'))
  await visible(page.getByText('Admitted, but the same ticket was used at another time too'))
  await inspect(page, 'scan-conflict')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText('1 scan needs attention').waitFor({ state: 'hidden' })
  await counted(4, 4)
  const history = await api('staff@example.com', 'GET', `/events/${event.eventId}/check-ins?limit=100`)
  if (history.items.filter(({ kind }) => kind === 'scan').length !== 12) throw new Error(`The server has ${history.items.length} scans.`)
  log(`offline verdict after ${Math.round(took)} ms, keys and all`)
  if (took > 1000) throw new Error('The verdict took too long.')

  // The device's settings: gate and sound.
  await page.getByRole('button', { name: 'North' }).click()
  await visible(page.getByRole('dialog', { name: 'This device' }))
  await expectNoViolations(page, 'settings')
  await page.getByLabel('Gate').fill('East')
  await page.getByLabel('Sound').uncheck()

  // A hand scanner at a German computer, while the gate's name has the focus: the code is read by its keys, and the name does not change.
  await page.getByLabel('Gate').focus()
  await handScannerOnQwertz(page, tickets[6].qr)
  await says('Valid', 'Ada Attendee')
  await next()
  if ((await page.getByLabel('Gate').inputValue()) !== 'East') throw new Error('The hand scanner typed into the name of the gate.')
  await page.keyboard.press('Escape')
  await visible(page.getByRole('button', { name: 'East' }))

  // Without sound the device still vibrates. When it cannot store anything, the verdict is shown all the same: the ticket is used.
  await page.evaluate(() => {
    window.signals.splice(0)
    window.works = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    }
  })
  await scan(tickets[5].qr)
  await says('Valid', 'Ada Attendee', 'This device could not save the scan.')
  await signalled('shakes 60')
  await next()
  await visible(page.getByText('This device cannot store anything at the moment'))
  await inspect(page, 'scan-no-store')
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = window.works
  })
  await scan(tickets[5].qr)
  await says('Already used', 'at East')
  await next()
  await page.getByText('This device cannot store anything at the moment').waitFor({ state: 'hidden' })

  // Without a camera, or permission for it, the page says so, and everything else works.
  await page.getByRole('button', { name: 'Start the camera' }).click()
  await visible(page.getByText(/^(Camera access is blocked|No camera was found)/))
  await expectNoViolations(page, 'no camera')
  await page.getByRole('button', { name: 'Stop the camera' }).click()

  // Every language on the narrowest screen, right-to-left included.
  await page.setViewportSize({ width: 320, height: 640 })
  for (const [language, start, unknown] of [
    ['de', 'Letzte Scans', 'Unbekannt'],
    ['es', 'Últimas lecturas', 'Desconocida'],
  ]) {
    await page.evaluate(chosen => localStorage.setItem('language', chosen), language)
    await page.reload()
    await visible(page.getByRole('heading', { name: start }))
    await scan('https://example.com')
    await says(unknown)
    await screenshot(page, `scan-verdict-${language}`)
    await next()
    await expectNoSideways(page, `scan ${language}`)
  }
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
  })
  await inspect(page, 'scan-rtl')

  // Names are removed from the device on request, but not while scans wait for the upload.
  await page.evaluate(() => localStorage.setItem('language', 'en'))
  await page.goto('/scan')
  await page.getByRole('button', { name: 'Remove from this device: Scanned at two gates' }).click()
  await page.getByRole('button', { name: 'Remove from this device', exact: true }).click()
  await page.getByText('On this device').waitFor({ state: 'hidden' })
  const left = await page.evaluate(
    () =>
      new Promise(resolve => {
        indexedDB.open('scanner').onsuccess = ({ target }) => {
          target.result.transaction('tickets').objectStore('tickets').count().onsuccess = counted => resolve(counted.target.result)
        }
      }),
  )
  if (left !== 0) throw new Error(`${left} tickets stay on the device.`)
}

/** Types what a hand scanner types in US keys, as Chromium reports it on a German computer: trusted keys, by the keyboard's clock. */
async function handScannerOnQwertz(page, text) {
  const signs = { ' ': ['Space', ' '], '-': ['Minus', 'ß'], '.': ['Period', '.'], '/': ['Slash', '-'] }
  const shifted = { '+': ['Equal', 'Dead'], ':': ['Semicolon', 'Ö'], $: ['Digit4', '$'], '%': ['Digit5', '%'], '*': ['Digit8', '('] }
  const swapped = { Y: 'Z', Z: 'Y' }
  const keys = [...text].map(character => {
    if (/[A-Z]/.test(character)) return [`Key${character}`, swapped[character] ?? character, 8]
    if (/\d/.test(character)) return [`Digit${character}`, character, 0]
    return signs[character] ? [...signs[character], 0] : [...shifted[character], 8]
  })
  const keyboard = await page.context().newCDPSession(page)
  const began = Date.now() / 1000
  const sent = [...keys, ['Enter', 'Enter', 0]].map(([code, key, modifiers], i) =>
    keyboard.send('Input.dispatchKeyEvent', {
      type: key.length === 1 ? 'keyDown' : 'rawKeyDown', code, key, modifiers, timestamp: began + i / 200, ...(key.length === 1 && { text: key }),
    }),
  )
  await Promise.all(sent)
}
