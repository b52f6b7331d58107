import { exponent, wallClock } from '../i18n/format'
import { momentOf } from '../i18n/moments'

/** A kind of field: how a value of the API becomes text in a control, and back. */
export interface Kind<V> {
  show: (value: V) => string
  read: (text: string) => V
}

export const text: Kind<string> = { show: value => value, read: typed => typed.trim() }

export const count: Kind<number> = { show: String, read: Number }

/** A moment on the clocks of a time zone. */
export const moment = (timeZone: string): Kind<string> => ({
  show: value => wallClock(value, timeZone),
  read: typed => momentOf(typed, timeZone),
})

/** An amount in minor units, as `25.00`. What is no amount is read as 0: check with {@link minorUnits} first. */
export const amount = (currency: string): Kind<number> => ({
  show: value => majorUnits({ amount: value, currency }),
  read: typed => minorUnits(typed, currency) ?? 0,
})

/** An empty control is null. */
export const optional = <V>(kind: Kind<V>): Kind<V | null> => ({
  show: value => (value === null ? '' : kind.show(value)),
  read: typed => (typed.trim() ? kind.read(typed) : null),
})

/** An empty control leaves the field out, so that the server's default applies. */
export const absent = <V>(kind: Kind<V>): Kind<V | undefined> => ({
  show: value => (value === undefined ? '' : kind.show(value)),
  read: typed => (typed.trim() ? kind.read(typed) : undefined),
})

/** Kinds by the paths that the API's errors use: `venue.city`. */
// biome-ignore lint/suspicious/noExplicitAny: a table of kinds of any value
export type Kinds = Readonly<Record<string, Kind<any>>>
export type Texts<K extends Kinds> = { [N in keyof K]: string }
type ValueOf<T> = T extends Kind<infer V> ? V : never
type Head<N> = N extends `${infer A}.${string}` ? A : never
/** The object that the paths describe. */
export type Body<K extends Kinds> = {
  [N in keyof K as N extends `${string}.${string}` ? never : N]: ValueOf<K[N]>
} & { [A in Head<keyof K>]: Body<{ [N in keyof K as N extends `${A}.${infer B}` ? B : never]: K[N] }> }

/** The texts of an object for the controls of a form. */
export function show<K extends Kinds>(kinds: K, value: object): Texts<K> {
  const at = (path: string) => path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value)
  return Object.fromEntries(Object.entries(kinds).map(([path, kind]) => [path, kind.show(at(path) ?? (null as never))])) as Texts<K>
}

/** The object that the texts of a form stand for. */
export function read<K extends Kinds>(kinds: K, texts: Texts<K>): Body<K> {
  const body: Record<string, unknown> = {}
  for (const [path, kind] of Object.entries(kinds)) {
    const names = path.split('.')
    const last = names.pop() as string
    let inner = body
    for (const name of names) {
      inner[name] ??= {}
      inner = inner[name] as Record<string, unknown>
    }
    inner[last] = kind.read(texts[path] ?? '')
  }
  return body as Body<K>
}

/** Converts digits of any script to ASCII; in Unicode the ten digits of a script are consecutive. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** Parses typed text into minor units; null when it is not an amount. Accepts a point or a comma, and digits of any script. */
export function minorUnits(text: string, currency: string): number | null {
  const digits = exponent(currency)
  const match = /^(\d{1,10})(?:[.,](\d+))?$/.exec(
    text
      .trim()
      .replace(/\p{Nd}/gu, digit => String(digitOf(digit)))
      .replace('٫', '.'),
  )
  if (!match || (match[2] ?? '').length > digits) return null
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? '').padEnd(digits, '0'))
}

/** Formats minor units for an input field: `25.00`. */
export const majorUnits = ({ amount, currency }: { amount: number; currency: string }): string =>
  (amount / 10 ** exponent(currency)).toFixed(exponent(currency))
