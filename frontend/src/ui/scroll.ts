/**
 * Back and Forward lead to where a page was left, every other way to its top. The browser does it by itself only where the page is as long at
 * once as it was: here it is drawn after the address has changed, and a part of it may have to be loaded before.
 */
const left = new Map<string, number>()
let back = false
/** Where Back leads, until the page is long enough. */
let wanted: number | null = null

const address = () => location.pathname + location.search
const PATIENCE = 5_000

addEventListener(
  'scroll',
  () => {
    // While a page is on its way it is too short to stay where it was.
    if (wanted === null) left.set(address(), scrollY)
  },
  { passive: true },
)

addEventListener('popstate', () => {
  back = true
  wanted = left.get(address()) ?? 0
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
    back = false
    wanted = null
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
