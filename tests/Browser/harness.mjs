// What specs use: a browser, signed-in users, and the checks that apply to every page.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const root = new URL('../../', import.meta.url)
const shots = new URL('artifacts/screenshots/', root)
mkdirSync(shots, { recursive: true })

export const sizes = { phone: { width: 390, height: 844 }, narrow: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } }
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const STEP = 30_000
const PASSWORD = 'Passw0rd!'
/** A PNG of one pixel. */
export const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Starts `$CHROMIUM_PATH`, Debian's Chromium, or the one from npm: whichever exists first. */
export async function launch() {
  const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(path => path && existsSync(path))
  if (installed) return chromium.launch({ executablePath: installed, args: flags })
  unpacked ??= unpack()
  return chromium.launch({ executablePath: await unpacked, args: [...flags, '--headless'] })
}

let unpacked

async function unpack() {
  // The package unpacks its libraries and fonts only if it believes that it runs on Lambda.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  process.env.FONTCONFIG_FILE = fontsOf(tmpdir())
  return executablePath
}

/**
 * The configuration of the packed fonts. The package's own looks only in /tmp: with another $TMPDIR the browser finds no font and crashes.
 */
function fontsOf(folder) {
  const [file, draft] = [join(folder, 'fonts.conf'), join(folder, `fonts-${process.pid}.conf`)]
  writeFileSync(draft, `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`)
  renameSync(draft, file)
  return file
}

/**
 * @param web Address of the running local cloud.
 * @param services Its `/local/services`.
 * @param said Receives lines for the report.
 * @param ahead Milliseconds by which the cloud's clock, and so that of the pages, is ahead of this computer's.
 * @param alone Whether the spec puts that clock forward.
 * @returns The argument of a spec's default export.
 */
export function start({ web, services, browser, said, ahead, alone }) {
  const pages = []
  const tokens = new Map()
  const now = () => Date.now() + ahead

  /** Signs a user in through Cognito's API; one spec uses the hosted pages instead. */
  async function tokensOf(email, password = PASSWORD) {
    if (!(tokens.get(email)?.expiresAt > now() + 60_000)) {
      const response = await fetch(services.cognito.endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
        body: JSON.stringify({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: services.cognito.clientId, AuthParameters: { USERNAME: email, PASSWORD: password } }),
      })
      if (!response.ok) throw new Error(`${email} cannot sign in: ${await response.text()}`)
      const { IdToken, RefreshToken, ExpiresIn } = (await response.json()).AuthenticationResult
      tokens.set(email, { id: IdToken, refresh: RefreshToken, expiresAt: now() + ExpiresIn * 1000 })
    }
    return tokens.get(email)
  }

  /**
   * Opens a separate tab. Every console message is a failure, unless `page.expected` (a list of RegExp) allows it.
   * @param as E-mail address of a user with the demo password; without it nobody is signed in.
   */
  async function newPage({ as, size = 'desktop', theme = 'light', locale = 'en-GB', timeZone = 'Europe/Berlin', permissions = [], baseURL = web } = {}) {
    const context = await browser.newContext({ baseURL, viewport: sizes[size], colorScheme: theme, locale, timezoneId: timeZone, reducedMotion: 'reduce', acceptDownloads: true, permissions })
    context.setDefaultTimeout(STEP)
    if (as) await context.addInitScript(session => sessionStorage.getItem('session') ?? sessionStorage.setItem('session', session), JSON.stringify(await tokensOf(as)))
    const page = await context.newPage()
    if (alone || ahead > 0) await page.clock.install({ time: now() })
    page.said = []
    page.expected = []
    page.on('console', message => ['error', 'warning'].includes(message.type()) && page.said.push(`${page.url()} ${message.type()}: ${message.text()} (${message.location().url})`))
    page.on('pageerror', error => page.said.push(`${page.url()} uncaught: ${error}`))
    pages.push(page)
    return page
  }

  /** Puts the cloud's clock forward, and that of this spec's pages; the scheduled workers have run then. Only for specs that run alone. */
  async function putForward(seconds) {
    const response = await fetch(new URL('/local/clock', web), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ seconds }) })
    if (!response.ok) throw new Error(`The clock answered ${response.status} ${await response.text()}`)
    ahead = (await response.json()).aheadSeconds * 1000
    await Promise.all(pages.filter(page => !page.isClosed()).map(page => page.clock.fastForward(seconds * 1000)))
  }

  /** Calls the API as a user, to create the events that a spec needs. Returns the body; throws an error with it when the call is refused. */
  async function api(email, method, path, body) {
    const response = await fetch(new URL(`/api${path}`, web), {
      method,
      headers: { ...(email && { Authorization: `Bearer ${(await tokensOf(email)).id}` }), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  /** A published event of organizer@example.com. `ticketTypes` are `[name, amount, quantity, more]`: euro cents, and other properties. */
  async function publishedEvent({ title = 'A browser test', category = 'concert', capacity = 100, ticketTypes = [['Standing', 2500, 100]], ...rest } = {}) {
    const starts = now() + 7 * 86_400_000
    const moment = at => new Date(at).toISOString().replace(/\.\d{3}/, '')
    const made = await api('organizer@example.com', 'POST', '/events', {
      title, category, capacity, description: 'Made by a test.', startsAt: moment(starts), endsAt: moment(starts + 7_200_000), timeZone: 'Europe/Berlin',
      venue: { name: 'Hafenklang', address: 'Große Elbstraße 84', city: 'Hamburg', country: 'DE' },
      ticketTypes: ticketTypes.map(([name, amount, quantity, more]) => ({ name, price: { amount, currency: 'eur' }, quantity, ...more })),
      ...rest,
    })
    return api('organizer@example.com', 'POST', `/events/${made.eventId}/publish`)
  }

  /** Asks again until there is an answer that counts, which it returns. */
  async function until(answer, otherwise) {
    for (const end = Date.now() + STEP; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 50))) {
      const found = await answer()
      if (found) return found
    }
    throw new Error(otherwise)
  }

  /** Gets free tickets of the event's first type for attendee@example.com. Returns them as soon as they are issued. */
  async function ticketsOf({ eventId, ticketTypes: [{ ticketTypeId }] }, quantity, attendees) {
    const buyer = 'attendee@example.com'
    const { registrationId } = await api(buyer, 'POST', '/registrations', { eventId, items: [{ ticketTypeId, quantity }], attendees })
    const issued = await until(async () => {
      const { tickets } = await api(buyer, 'GET', `/registrations/${registrationId}`)
      return tickets.length === quantity && tickets
    }, 'The tickets were not issued.')
    return Promise.all(issued.map(({ ticketId }) => api(buyer, 'GET', `/tickets/${ticketId}`)))
  }

  /** Fills in a card on the shop's payment page. */
  async function fillCard(page, number = '4242424242424242') {
    for (const [name, value] of [['Card number', number], ['Expiry date', '12/34'], ['Security code', '123']]) await page.getByLabel(name).fill(value)
  }

  /** Pays as the buyer, on the shop's payment page. */
  async function pay(as, eventId, registrationId) {
    const page = await newPage({ as })
    await page.goto(`/checkout/${eventId}/${registrationId}`)
    await fillCard(page)
    await page.getByRole('button', { name: /^Pay / }).click()
    await page.getByRole('heading', { level: 1, name: 'You’re in!' }).waitFor()
  }

  /**
   * Makes an account on the hosted pages, from their first one or from a page that asks to sign in. Returns how many fields were filled in.
   * @param there What that page shows to those who are signed in.
   */
  async function signUp(page, name, email, there) {
    await page.getByRole('button', { name: 'Create account' }).or(page.getByRole('link', { name: 'Create an account' })).click()
    await page.waitForURL(`${services.cognito.endpoint}/signup**`)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByLabel('Code').waitFor()
    await page.getByLabel('Code').fill(await codeFor(email))
    await page.getByRole('button', { name: 'Confirm' }).click()
    return 4 + (await arrive(page, email, there))
  }

  /** Comes back from the hosted pages: they may sign in at once, or ask for the password first. Returns how many fields were filled in. */
  async function arrive(page, email, there, password = PASSWORD) {
    const field = page.getByLabel('Password', { exact: true })
    await field.or(there).first().waitFor()
    const asked = await field.isVisible()
    if (asked) {
      await page.getByLabel('E-mail address').fill(email)
      await field.fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    await there.waitFor()
    return asked ? 2 : 0
  }

  /** The code in the newest mail to the address. */
  async function codeFor(email) {
    const [{ text }] = await (await fetch(`${services.mail.inbox}?to=${encodeURIComponent(email)}`, { headers: { Accept: 'application/json' } })).json()
    return /\b\d{6}\b/.exec(text)[0]
  }

  /** The mails that were sent: `{ to, subject, text, … }`. */
  const mails = async () => (await fetch(services.mail.inbox, { headers: { Accept: 'application/json' } })).json()

  /** Checks the page against WCAG 2.2 AA and axe's best practices. @param rules Tags or rules of axe. */
  async function expectNoViolations(page, where = page.url(), rules = RULES) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
    const found = await page.evaluate(rules =>
      axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(node => `    ${node.target} ${node.failureSummary}`).join('\n')}`),
      ), rules,
    )
    if (found.length > 0) throw new Error(`axe at ${where}:\n  ${found.join('\n  ')}`)
  }

  /** Nothing may be wider than the screen. */
  async function expectNoSideways(page, where = page.url()) {
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= limit) return null
      return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > limit + 1).slice(0, 5).map(element => element.outerHTML.slice(0, 120))
    })
    if (wide) throw new Error(`${where} scrolls sideways at ${page.viewportSize().width} px: ${wide.join('\n')}`)
  }

  const screenshot = (page, name, options = {}) => page.screenshot({ path: new URL(`${name}.png`, shots).pathname, ...options })

  /** Checks what is shown at 320 px, and its colors in the dark. With SHOTS=1 it takes screenshots. */
  async function inspect(page, name) {
    const before = page.viewportSize()
    // Colors depend on the theme, the layout on the size: check each once.
    for (const [size, theme, rules] of [['narrow', 'light'], ['phone', 'dark', ['color-contrast']], ['desktop', 'light', RULES]]) {
      await page.setViewportSize(sizes[size])
      await page.emulateMedia({ colorScheme: theme })
      await expectNoSideways(page, `${name} ${size}`)
      if (!rules) continue
      await expectNoViolations(page, `${name} ${size} ${theme}`, rules)
      if (process.env.SHOTS) await screenshot(page, `${name}-${size}-${theme}`, { fullPage: true })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(before)
  }

  /** The unexpected console messages of all pages. */
  const unexpected = () => pages.flatMap(page => page.said.filter(text => !page.expected.some(allowed => allowed.test(text))))

  /** Takes a picture of the page that was opened last. Returns where it was. */
  async function picture(name) {
    const page = pages.at(-1)
    if (!page || page.isClosed()) return []
    await screenshot(page, name)
    return [`at ${page.url()}`]
  }

  return {
    web, services, sizes, newPage, api, publishedEvent, ticketsOf, fillCard, pay, signUp, arrive, codeFor, mails, until, putForward, now, expectNoViolations, expectNoSideways, screenshot, inspect, unexpected, picture,
    log: line => said.push(line),
    stop: () => Promise.all(pages.map(page => page.context().close())),
  }
}
