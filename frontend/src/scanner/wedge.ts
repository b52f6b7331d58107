/** A USB or Bluetooth scanner types faster than people do, and ends with Enter. */
const FASTEST_HAND = 45
const SHORTEST = 6

/**
 * Collects what a scanner types, wherever the focus is.
 * @returns What a key makes of it: the text when it is whole, `take` when the key belongs to a scanner and nobody else should see it.
 */
export function wedge() {
  let text = ''
  let last = 0
  return (key: string, at: number): { text: string } | 'take' | null => {
    const fast = at - last < FASTEST_HAND
    last = at
    if (key === 'Enter') {
      const whole = fast && text.length >= SHORTEST ? { text } : null
      text = ''
      return whole
    }
    if (key.length !== 1) return null
    text = fast ? text + key : key
    return fast && text.length > 2 ? 'take' : null
  }
}

/** @returns What stops listening. */
export function listenToScanner(onScan: (text: string) => void): () => void {
  const collect = wedge()
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const found = collect(event.key, event.timeStamp)
    // In a field a fast hand may be typing: there only the end of a whole code is taken.
    if (!found || (found === 'take' && event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    event.stopPropagation()
    if (found !== 'take') onScan(found.text)
  }
  addEventListener('keydown', onKey, true)
  return () => removeEventListener('keydown', onKey, true)
}
