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
const STEP = 30_000
const MOST_SHIFT = 0.02
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Starts `$CHROMIUM_PATH`, Debian's Chromium, or the one from npm: whichever exists first. */
async function launch() {
  const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(path => path && existsSync(path))
  if (installed) return chromium.launch({ executablePath: installed, args: flags })
  // The package unpacks its libraries and fonts only if it believes that it runs on Lambda.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  process.env.FONTCONFIG_FILE = fontsOf(tmpdir())
  return chromium.launch({ executablePath, args: [...flags, '--headless', '--single-process', '--no-zygote'] })
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
 * @returns The argument of a spec's default export.
 */
export async function start(web) {
  const services = await (await fetch(new URL('/local/services', web))).json()
  const browser = await launch()
  const pages = []
  const tokens = new Map()

  /** Signs a user in through Cognito's API; one spec uses the hosted pages instead. */
  async function tokensOf(email, password = 'Passw0rd!') {
    if (!tokens.has(email)) {
      const response = await fetch(services.cognito.endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
        body: JSON.stringify({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: services.cognito.clientId, AuthParameters: { USERNAME: email, PASSWORD: password } }),
      })
      if (!response.ok) throw new Error(`${email} cannot sign in: ${await response.text()}`)
      const { IdToken, RefreshToken, ExpiresIn } = (await response.json()).AuthenticationResult
      tokens.set(email, { id: IdToken, refresh: RefreshToken, expiresAt: Date.now() + ExpiresIn * 1000 })
    }
    return tokens.get(email)
  }

  /**
   * Opens a separate tab. Every console message is a failure, unless `page.expected` (a list of RegExp) allows it.
   * @param as E-mail address of a user with the demo password; without it nobody is signed in.
   */
  async function newPage({ as, size = 'desktop', theme = 'light', locale = 'en-GB', timeZone = 'Europe/Berlin', permissions = [] } = {}) {
    const context = await browser.newContext({ baseURL: web, viewport: sizes[size], colorScheme: theme, locale, timezoneId: timeZone, reducedMotion: 'reduce', acceptDownloads: true, permissions })
    context.setDefaultTimeout(STEP)
    // The packed browser has a single process, in which all contexts share their channels: without a name of its own, a page would join
    // the session of somebody else's.
    await context.addInitScript(own => {
      window.BroadcastChannel = class extends BroadcastChannel {
        constructor(name) {
          super(`${own} ${name}`)
        }
      }
    }, `context ${pages.length}`)
    if (as) await context.addInitScript(session => sessionStorage.getItem('session') ?? sessionStorage.setItem('session', session), JSON.stringify(await tokensOf(as)))
    const page = await context.newPage()
    page.said = []
    page.expected = []
    page.on('console', message => ['error', 'warning'].includes(message.type()) && page.said.push(`${page.url()} ${message.type()}: ${message.text()} (${message.location().url})`))
    page.on('pageerror', error => page.said.push(`${page.url()} uncaught: ${error}`))
    pages.push(page)
    return page
  }

  // Calls the API as a user, to create the events that a spec needs. Returns the body; throws an error with it when the call is refused. */
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
    const starts = Date.now() + 7 * 86_400_000
    const moment = at => new Date(at).toISOString().replace(/\.\d{3}/, '')
    const made = await api('organizer@example.com', 'POST', '/events', {
      title, category, capacity, description: 'Made by a test.', startsAt: moment(starts), endsAt: moment(starts + 7_200_000), timeZone: 'Europe/Berlin',
      venue: { name: 'Hafenklang', address: 'Große Elbstraße 84', city: 'Hamburg', country: 'DE' },
      ticketTypes: ticketTypes.map(([name, amount, quantity, more]) => ({ name, price: { amount, currency: 'eur' }, quantity, ...more })),
      ...rest,
    })
    return api('organizer@example.com', 'POST', `/events/${made.eventId}/publish`)
  }

  /** Checks the page against WCAG 2.2 AA and axe's best practices. */
  async function expectNoViolations(page, where = page.url()) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
    const found = await page.evaluate(() =>
      axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(node => `    ${node.target} ${node.failureSummary}`).join('\n')}`),
      ),
    )
    if (found.length > 0) throw new Error(`axe at ${where}:\n  ${found.join('\n  ')}`)
    console.log(`axe: nothing found at ${where}`)
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

  /** Loading content must not move what somebody is about to press: checks the sum of layout shifts since the page was opened. */
  async function expectStill(page, where = page.url()) {
    const [sum, moved] = await page.evaluate(() => new Promise(resolve => {
      new PerformanceObserver(list => {
        const shifts = list.getEntries().filter(shift => !shift.hadRecentInput)
        const moved = shifts.flatMap(({ sources, value }) => sources.map(({ node, previousRect, currentRect }) =>
          `${value.toFixed(4)} ${node?.nodeName}.${node?.className} ${previousRect.top} to ${currentRect.top}`))
        resolve([shifts.reduce((sum, { value }) => sum + value, 0), moved])
      }).observe({ type: 'layout-shift', buffered: true })
      // Without any layout shift the observer is never called.
      setTimeout(resolve, 500, [0, []])
    }))
    console.log(`layout shift ${sum.toFixed(3)} at ${where}`)
    if (sum > MOST_SHIFT) throw new Error(`The layout of ${where} shifts by ${sum} at ${page.viewportSize().width} px:\n${moved.join('\n')}`)
  }

  const screenshot = (page, name, options = {}) => page.screenshot({ path: new URL(`${name}.png`, shots).pathname, ...options })

  /** The checks for every page: on a desktop (light), on a phone (dark), and at 320 px. Takes screenshots. */
  async function inspect(page, name) {
    const before = page.viewportSize()
    // Colors depend on the theme, the layout on the size: check each once.
    for (const [size, theme] of [['narrow', 'light'], ['phone', 'dark'], ['desktop', 'light']]) {
      await page.setViewportSize(sizes[size])
      await page.emulateMedia({ colorScheme: theme })
      await expectNoSideways(page, `${name} ${size}`)
      if (size === 'narrow') continue
      await expectNoViolations(page, `${name} ${size} ${theme}`)
      await screenshot(page, `${name}-${size}-${theme}`, { fullPage: true })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(before)
  }

  /** The unexpected console messages of all pages. */
  const unexpected = () => pages.flatMap(page => page.said.filter(text => !page.expected.some(allowed => allowed.test(text))))

  return { web, services, browser, newPage, api, publishedEvent, expectNoViolations, expectNoSideways, expectStill, screenshot, inspect, unexpected, stop: () => browser.close() }
}
