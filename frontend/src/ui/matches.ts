/** Normalizes text for searching without regard to case and accents: `Muller` finds `Müller`. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether every word of the search occurs in one of the texts. */
export function matches(search: string, ...texts: (string | null | undefined)[]): boolean {
  const text = folded(texts.join(' '))
  return folded(search)
    .split(/\s+/)
    .every(word => text.includes(word))
}
