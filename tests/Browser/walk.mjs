// Every page of the site without a cloud: with data, without (in Spanish), refused (in German), and in the pseudo-languages, one of them
// with long words; one page of each kind of user offline; and every page as every role.
// `specs/pages-….mjs` call it.
import { pagesOf, parts } from './pages.mjs'
import { languages, now, roles, serve, sessionOf } from './site.mjs'

/** Milliseconds for a page to load, and of its clock that pass at once meanwhile: the pauses before its retries need not be waited for. */
const LOADS = 20_000
const PAUSES = 6_000
const MOST_TABS = 80
/** What content that loads may shift on any page; most allow for much less in `pages.mjs`. */
const MOST_SHIFT = 0.1
const states = ['data', 'empty', 'refused', 'offline', ...languages]

/** Shows the pages of a part to those whom they are for, in every state. @param part One of `pages.mjs`. */
export async function walk(harness, part) {
  const pages = pagesOf(part)
  const site = await serveFor(pages)
  try {
    await each(states, state =>
      each(new Set(pages.map(page => page.as)), as => {
        const theirs = pages.filter(page => page.as === as)
        // Without a connection all pages fail in the same place, the client of the API.
        const shown = state === 'offline' ? theirs.slice(0, 1) : theirs
        return inTab(harness, site, { as, state }, tab => each(shown, { data: tab.inspect, refused: tab.glance, offline: tab.glance }[state] ?? tab.pass))
      }))
  } finally {
    site.stop()
  }
}

/** Shows every page of all parts to those whom it is not for: they may be refused, but the page does not break. Once at one address. */
export async function walkAsOthers(harness) {
  const pages = Object.keys(parts).flatMap(pagesOf).filter(({ address }) => !address.includes('?'))
  const site = await serveFor(pages)
  try {
    await each(Object.keys(roles), as => inTab(harness, site, { as, state: 'data' }, tab => each(pages.filter(page => page.as !== as), tab.pass)))
  } finally {
    site.stop()
  }
}

const serveFor = pages => serve(Object.fromEntries(pages.filter(page => page.examples).map(page => [page.name, page.examples])))

/** Does something with each, and reports everything that failed. */
async function each(list, act) {
  const failed = []
  for (const it of list) await act(it).catch(error => failed.push(error.message))
  if (failed.length > 0) throw new Error(failed.join('\n\n'))
}

/** Opens a tab for a role and a state, in which one page after another is shown. */
async function inTab(harness, site, { as, state }, act) {
  const page = await harness.newPage({ baseURL: site.address, size: 'narrow', locale: { refused: 'de-DE', empty: 'es-ES' }[state] ?? 'en-GB' })
  const context = page.context()
  await context.clock.install({ time: now })
  if (as !== 'visitor') await context.addInitScript(session => sessionStorage.setItem('session', session), sessionOf(as))
  if (languages.includes(state)) await context.addInitScript(language => sessionStorage.setItem('pseudo-language', language), state)
  // Until the page has loaded it has no footer: that moves down as the page grows, but nobody is about to press it.
  await context.addInitScript(() => {
    const hidden = new CSSStyleSheet()
    hidden.replaceSync('footer { display: none }')
    document.adoptedStyleSheets.push(hidden)
    window.showFooter = () => hidden.replaceSync('')
  })
  // The browser itself notes each refusal.
  page.expected.push(/Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_EMPTY_RESPONSE) .*\/api(\/|-of-the-pool)/)

  /** Opens an address, or follows a link to it within the part of the site that is open. */
  async function open(address, inside) {
    const partOf = path => /^\/(console|scan)/.exec(path)?.[1] ?? 'shop'
    const shown = page.url() === 'about:blank' ? null : partOf(new URL(page.url()).pathname)
    if (!inside || shown !== partOf(address)) return page.goto(address)
    await page.evaluate(to => {
      // The heading that is there does not count, unless the next page keeps it.
      window.left = { heading: document.querySelector('h1'), at: performance.now() }
      history.pushState(null, '', to)
    }, address)
  }

  /** Shows the page, and waits until it has loaded. */
  async function show({ name, address }, size, inside = false) {
    await context.setExtraHTTPHeaders({ 'x-role': as, 'x-state': state, 'x-page': name })
    await page.setViewportSize(harness.sizes[size])
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
    await open(address, inside)
    const began = Date.now()
    for (let forward = 0; !(await page.evaluate(settled)); ) {
      if (Date.now() - began > LOADS) throw new Error(`${where(name)} does not stop loading, or has no heading.`)
      const late = await page.waitForFunction(settled, null, { timeout: 150, polling: 20 }).then(() => false, () => true)
      if (late && forward < PAUSES) await page.clock.fastForward(Math.min(2_000, PAUSES - forward))
      if (late) forward += 2_000
    }
    const headings = await page.locator('h1').count()
    if (headings !== 1) throw new Error(`${where(name)} has ${headings} main headings.`)
  }

  const where = name => `${name} as ${as}, ${state}`

  /** The cheap checks, without loading the site again: but for pages that the API answers in another way than one before. */
  const pass = it => glance(it, !it.address.includes('?'))

  /** The cheap checks. */
  async function glance(it, inside = false) {
    await show(it, 'narrow', inside)
    await page.evaluate(() => window.showFooter())
    if (languages.includes(state)) {
      const [lang, dir] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
      if (lang !== state || dir !== (state === 'ar-XB' ? 'rtl' : 'ltr')) throw new Error(`${where(it.name)} is in ${lang}, ${dir}.`)
    }
    await harness.expectNoSideways(page, where(it.name))
    if (state === 'empty') await harness.expectNoViolations(page, where(it.name))
  }

  /** All checks. */
  async function inspect(it) {
    await show(it, 'phone')
    const title = await page.title()
    if (state === 'data' && title.startsWith('Page not found') && !it.name.includes('no-such-page')) throw new Error(`${where(it.name)} is not found.`)
    await expectStill(page, where(it.name), it.shift ?? MOST_SHIFT)
    await page.evaluate(() => window.showFooter())
    await expectRoomForText(page, where(it.name))
    await page.setViewportSize(harness.sizes.narrow)
    await harness.expectNoSideways(page, where(it.name))
    await page.setViewportSize(harness.sizes.desktop)
    await harness.expectNoViolations(page, where(it.name))
    await page.emulateMedia({ colorScheme: 'dark' })
    await harness.expectNoViolations(page, `${where(it.name)}, dark`, ['color-contrast'])
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
    await expectKeyboard(page, where(it.name))
  }

  await act({ glance, pass, inspect })
  await context.close()
}

/** In the page: whether it shows what it is going to show. */
function settled() {
  const heading = document.querySelector('h1')
  const left = window.left?.heading === heading && performance.now() - window.left.at < 300
  return heading !== null && !left && document.querySelector('.skeleton, [aria-busy=true]') === null
}

/** Loading content must not move what somebody is about to press: checks the sum of layout shifts since the page was opened. */
async function expectStill(page, where, most) {
  const [sum, moved] = await page.evaluate(() => new Promise(resolve => {
    new PerformanceObserver(list => {
      const shifts = list.getEntries().filter(shift => !shift.hadRecentInput)
      const moved = shifts.flatMap(({ sources, value }) => sources.map(({ node, previousRect, currentRect }) =>
        `${value.toFixed(4)} ${node?.nodeName} ${node?.className} ${previousRect.top} to ${currentRect.top}`))
      resolve([shifts.reduce((sum, { value }) => sum + value, 0), moved])
    }).observe({ type: 'layout-shift', buffered: true })
    // Without any layout shift the observer is never called.
    setTimeout(resolve, 200, [0, []])
  }))
  if (sum > most) throw new Error(`The layout of ${where} shifts by ${sum}:\n${moved.join('\n')}`)
}

/** WCAG 1.4.12: with larger line, word and letter spacing nothing is cut off. */
async function expectRoomForText(page, where) {
  const cut = await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
    document.adoptedStyleSheets.push(sheet)
    const cut = [...document.querySelectorAll('body *')].filter(element => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element)
      if (clipPath !== 'none' || !element.checkVisibility() || ![...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) return false
      return (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
    })
    const limit = document.documentElement.clientWidth
    const wide = document.documentElement.scrollWidth > limit ? [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > limit + 1).slice(0, 3) : []
    document.adoptedStyleSheets.pop()
    return [...cut, ...wide].map(element => element.outerHTML.slice(0, 160))
  })
  if (cut.length > 0) throw new Error(`With text spacing, ${where} cuts off: ${cut.join('\n')}`)
}

/** Tab reaches everything that can be pressed, in the order of the document, and shows where it is: with forced colors too. */
async function expectKeyboard(page, where) {
  const expected = await page.evaluate(() => {
    // Blurring what the page has focused would leave the place from which Tab goes on.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    // Of radio buttons, Tab reaches the chosen one, or else the first.
    const stopOf = ({ name }) => (document.querySelector(`[type=radio][name="${name}"]:checked`) ?? document.querySelector(`[type=radio][name="${name}"]`))
    window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
      element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && (element.type !== 'radio' || element === stopOf(element)),
    )
    return window.stops.length
  })
  for (let last = -1, tabs = 0; last < expected - 1 && tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab')
    const [at, shown, html, inside] = await page.evaluate(() => {
      const element = document.activeElement
      // The outline may be that of a frame around a field, or of the area that a link covers.
      const outlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
      let shown = outlined(getComputedStyle(element, '::after'))
      for (let it = element, up = 0; it && up < 5 && !shown; it = it.parentElement, up++) shown = outlined(getComputedStyle(it))
      return [window.stops.indexOf(element), shown, element.outerHTML.slice(0, 160), /^(date|time|datetime-local|month)$/.test(element.type)]
    })
    // Day, month and year of a date are stops of one field.
    if (at === last && inside) continue
    if (at !== last + 1) throw new Error(`In ${where}, Tab leads to element ${at} instead of ${last + 1} of ${expected}: ${html}`)
    if (!shown) throw new Error(`In ${where}, the focus is not visible at ${html}`)
    last = at
  }
}

/** The page of all components, in every language and theme. */
export async function walkKit(harness) {
  const site = await serve()
  try {
    await each(['data', ...languages], async state => {
      const page = await harness.newPage({ baseURL: site.address, size: 'narrow' })
      const context = page.context()
      await context.setExtraHTTPHeaders({ 'x-state': state === 'data' ? languages[0] : state })
      if (state !== 'data') await context.addInitScript(language => sessionStorage.setItem('pseudo-language', language), state)
      await page.goto('/kit.html')
      await page.locator('h1').waitFor()
      const where = `kit, ${state}`
      await harness.expectNoSideways(page, where)
      await page.setViewportSize(harness.sizes.desktop)
      await harness.expectNoViolations(page, where)
      await page.emulateMedia({ colorScheme: 'dark' })
      await harness.expectNoViolations(page, `${where}, dark`, ['color-contrast'])
      await context.close()
    })
  } finally {
    site.stop()
  }
}
