export const appearances = ['auto', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

const KEPT = 'appearance'

export function appearance(): Appearance {
  const kept = localStorage.getItem(KEPT) as Appearance | null
  return kept && appearances.includes(kept) ? kept : 'auto'
}

/** Every color is a `light-dark()` pair, so the attribute only sets the `color-scheme`. */
export function applyAppearance(next: Appearance = appearance()) {
  localStorage.setItem(KEPT, next)
  document.documentElement.dataset.appearance = next
}
