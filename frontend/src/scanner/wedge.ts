/** A USB or Bluetooth scanner types faster than people do, and ends with Enter. */
const FASTEST_HAND = 45
const SHORTEST = 6

/** A scanner presses the keys of a US keyboard, whatever layout the computer has. Of our codes: capitals, digits and these, without and with Shift. */
const ABOVE_DIGITS = ')!@#$%^&*('
const SIGNS: Readonly<Record<string, string>> = { Space: '  ', Minus: '-_', Equal: '=+', Period: '.>', Slash: '/?', Semicolon: ';:' }

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'timeStamp'>

const onUsKeyboard = ({ code, shiftKey }: Press): string | undefined => {
  const [, letter, digit] = /^(?:Key(.)|Digit(.))$/.exec(code) ?? []
  return letter ?? (digit && shiftKey ? ABOVE_DIGITS[Number(digit)] : digit) ?? SIGNS[code]?.[shiftKey ? 1 : 0]
}

/** What a hand scanner has read: as the computer's layout has it, and by the keys alone. Ours is one of them, or none. */
export interface Typed {
  qr: string
  keys: string
}

/**
 * Collects what a scanner types, wherever the focus is.
 * @returns What a key makes of it: the text when it is whole, `first` where one may begin, `take` when the key belongs to a scanner and nobody
 * else should see it.
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
    // A dead key types nothing by itself, and is one of the scanner's all the same.
    const pressed = (typed || key === 'Dead') && (onUsKeyboard(press) ?? typed)
    if (!pressed) return null
    qr = fast ? qr + typed : typed
    keys = fast ? keys + pressed : pressed
    return !fast ? 'first' : keys.length > 2 ? 'take' : null
  }
}

/** @returns What stops listening. */
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
    // In an input field the fast keys may be a person typing. Only a complete code ends there as a scan; the field then gets back its text
    // from before the scan.
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
