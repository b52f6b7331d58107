/**
 * Back and Forward lead to where a page was left, every other way to its top. The browser cannot do it: pages are drawn after the address has
 * changed, and a part of one may have to be loaded before it is as long as it was.
 */
const left = new Map<string, number>()
let here = address()
let back = false
/** Where Back leads, until the page is long enough. */
let wanted: number | null = null

const PATIENCE = 5_000

function address() {
  return location.pathname + location.search
}

/** The address has changed, and the page of the one before is still there. A `scroll` event would be late: it comes with the next frame. */
function leave() {
  left.set(here, wanted ?? scrollY)
  here = address()
  wanted = null
}

history.scrollRestoration = 'manual'
// When it is loaded again the browser can.
addEventListener('pagehide', () => {
  history.scrollRestoration = 'auto'
})

addEventListener('popstate', () => {
  leave()
  back = true
  wanted = left.get(here) ?? 0
  const until = performance.now() + PATIENCE
  const lead = (now: number) => {
    if (wanted === null) return
    if (document.documentElement.scrollHeight - innerHeight >= wanted - 1) scrollTo(0, wanted)
    if (Math.abs(scrollY - wanted) > 1 && now < until) requestAnimationFrame(lead)
    else wanted = null
  }
  requestAnimationFrame(lead)
})

// The router's words for an address that it goes on to.
for (const on of ['pushState', 'replaceState']) {
  addEventListener(on, () => {
    leave()
    back = false
  })
}

// Whoever scrolls meanwhile knows better.
for (const by of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  addEventListener(
    by,
    () => {
      wanted = null
    },
    { passive: true },
  )
}

/** A page begins at its top, unless somebody came back to it. */
export const beginAtTop = () => {
  if (!back) scrollTo(0, 0)
}
