/**
 * Restores the scroll position on Back and Forward, and scrolls to the top otherwise. The browser cannot do it: pages render after the
 * URL changes, and a page may have to load data before it reaches its former height.
 */
const left = new Map<string, number>()
let here = address()
let back = false
/** The position to restore, until the page is tall enough. */
let wanted: number | null = null

const PATIENCE = 5_000

function address() {
  return location.pathname + location.search
}

/** Saves the position of the page being left, which is still rendered here. A `scroll` event would come too late, with the next frame. */
function leave() {
  left.set(here, wanted ?? scrollY)
  here = address()
  wanted = null
}

history.scrollRestoration = 'manual'
// After a full load the browser can restore it.
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

// wouter dispatches events with these names on navigation.
for (const on of ['pushState', 'replaceState']) {
  addEventListener(on, () => {
    leave()
    back = false
  })
}

// Stop restoring when the user scrolls.
for (const by of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  addEventListener(
    by,
    () => {
      wanted = null
    },
    { passive: true },
  )
}

/** Scrolls a new page to its top, except after Back or Forward. */
export const beginAtTop = () => {
  if (!back) scrollTo(0, 0)
}
