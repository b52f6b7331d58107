/** Longest gap between two keystrokes of a USB or Bluetooth scanner, in milliseconds. It types faster than people and ends with Enter. */
const FASTEST_HAND = 45
const SHORTEST = 6

/** Scanners send US key codes, whatever the computer's layout. Our codes use capitals, digits and these keys, without and with Shift. */
const ABOVE_DIGITS = ')!@#$%^&*('
const SIGNS: Readonly<Record<string, string>> = { Space: '  ', Minus: '-_', Equal: '=+', Period: '.>', Slash: '/?', Semicolon: ';:' }

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'timeStamp'>

const onUsKeyboard = ({ code, shiftKey }: Press): string | undefined => {
  const [, letter, digit] = /^(?:Key(.)|Digit(.))$/.exec(code) ?? []
  return letter ?? (digit && shiftKey ? ABOVE_DIGITS[Number(digit)] : digit) ?? SIGNS[code]?.[shiftKey ? 1 : 0]
}

/** The text typed by a hand scanner: `qr` in the computer's layout, `keys` in the US layout. At most one of them is a code of ours. */
export interface Typed {
  qr: string
  keys: string
}

/**
 * Collects the keystrokes of a scanner, wherever the focus is.
 * @returns A function that takes a key press and returns the text of a complete scan, `first` when a scan may start, `take` when the key
 * comes from a scanner and must not reach the page.
 */
export function wedge() {
  let qr = ''
  let keys = ''
  let last = 0
  return (press: Press): Typed | 'first' | 'take' | null => {
    const { key, timeStamp } = press
    const fast = timeStamp - last < FASTEST_HAND
    last = timeStamp
    if (key === 'Enter') {
      const whole = fast && keys.length >= SHORTEST ? { qr, keys } : null
      qr = keys = ''
      return whole
    }
    const typed = key.length === 1 ? key : ''
    // A dead key produces no character, but is part of the scan.
    const pressed = (typed || key === 'Dead') && (onUsKeyboard(press) ?? typed)
    if (!pressed) return null
    qr = fast ? qr + typed : typed
    keys = fast ? keys + pressed : pressed
    return !fast ? 'first' : keys.length > 2 ? 'take' : null
  }
}

/** @returns A function that stops listening. */
export function listenToScanner(onScan: (typed: Typed) => void): () => void {
  const collect = wedge()
  let field: HTMLInputElement | null = null
  let before = ''
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const found = collect(event)
    const inField = event.target instanceof HTMLInputElement
    if (found === 'first') {
      field = inField ? (event.target as HTMLInputElement) : null
      before = field?.value ?? ''
    }
    // In an input field, fast keys may be a person typing. There only a complete code counts as a scan; the field's previous text is then
    // restored.
    if (!found || found === 'first' || (found === 'take' && inField)) return
    event.preventDefault()
    event.stopPropagation()
    if (found === 'take') return
    if (field && field.value !== before) {
      field.value = before
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    onScan(found)
  }
  addEventListener('keydown', onKey, true)
  return () => removeEventListener('keydown', onKey, true)
}
