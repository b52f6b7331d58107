// Editing an object that others may change meanwhile.

/** Returns only the fields that differ, so that a PATCH does not overwrite concurrent changes to other fields. */
export function differences<T extends object>(body: T, before: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T])),
  ) as Partial<T>
}

/** Form input with the values it is based on: `base` are the stored values as of `version`. */
export interface Draft<T> {
  values: T
  base: T
}

/**
 * Rebases the input onto the current values (three-way merge). Fields that only others changed take the new value; in a field that both
 * changed, the input stays and `both` names the field.
 */
export function rebase<T extends object>({ values, base }: Draft<T>, now: T): Draft<T> & { both: (keyof T)[] } {
  const names = Object.keys(now) as (keyof T)[]
  const mine = names.filter(name => values[name] !== base[name])
  return {
    values: { ...now, ...Object.fromEntries(mine.map(name => [name, values[name]])) },
    base: now,
    both: mine.filter(name => now[name] !== base[name] && now[name] !== values[name]),
  }
}

/** A draft in the shape that a form stores. */
export const held = <T extends object>({ values, base }: Draft<T>): T & { base: T } => ({ ...values, base })

export const same = <T extends object>(a: T, b: T): boolean => JSON.stringify(a) === JSON.stringify(b)
