import { useLayoutEffect, useState } from 'react'
import { type Limits, useForm } from './form'

/** Returns only the fields that differ, so that a PATCH does not overwrite concurrent changes to other fields. */
export function differences<T extends object>(body: T, before: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T])),
  ) as Partial<T>
}

export const same = <T extends object>(a: T, b: T): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Form input with the values it is based on: `base` are the stored values as of a version. */
export interface Draft<T> {
  values: T
  base: T
}

/**
 * Rebases the input onto the current values (three-way merge). Fields that only others changed take the new value; in a field that both
 * changed, the input stays and `conflicts` names the field.
 */
export function rebase<T extends object>({ values, base }: Draft<T>, now: T): Draft<T> & { conflicts: (keyof T)[] } {
  const names = Object.keys(now) as (keyof T)[]
  const mine = names.filter(name => values[name] !== base[name])
  return {
    values: { ...now, ...Object.fromEntries(mine.map(name => [name, values[name]])) },
    base: now,
    conflicts: mine.filter(name => now[name] !== base[name] && now[name] !== values[name]),
  }
}

interface Options<T> {
  /** See {@link useForm}. */
  draft?: string
  limits?: Limits
  check?: (values: T) => Record<string, string | undefined | false>
  /**
   * Saves what differs between both, by an action that names the object among its `changes`: after a version mismatch it is asked again
   * before the refusal is shown. Returns what is stored then, or null when the form closes.
   */
  save: (values: T, base: T) => Promise<T | null>
}

/**
 * A form over an object that others may change meanwhile. Their changes are merged as they arrive, that is with each new `now`; a field
 * that both changed is a conflict, which {@link EditForm} shows before the input is saved over it.
 */
export function useEdit<T extends Record<string, string>>(now: T, { draft, limits, check, save }: Options<T>) {
  const [conflicts, setConflicts] = useState<(keyof T)[]>([])
  const form = useForm<T & { base: T }>(
    { ...now, base: now },
    {
      draft,
      limits,
      check: ({ base: _, ...values }) => check?.(values as unknown as T) ?? {},
      submit: async ({ base, ...rest }) => {
        const sent = rest as unknown as T
        const stored = await save(sent, base)
        if (!stored) return
        // Keep what was typed during the request; it is not saved yet.
        form.setValues(({ base: _, ...typed }) => asValues(rebase({ values: typed as unknown as T, base: sent }, stored)))
        setConflicts([])
      },
    },
  )
  const { base, ...rest } = form.values
  const values = rest as unknown as T
  const seen = JSON.stringify(now)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the stored values have changed
  useLayoutEffect(() => {
    if (same(base, now)) return
    const next = rebase({ values, base }, now)
    form.setValues(asValues(next))
    setConflicts(next.conflicts)
  }, [seen])
  /** Drops the input. */
  const discard = () => {
    form.setValues({ ...now, base: now })
    form.setErrors({})
    setConflicts([])
  }
  return { form, values, base, now, conflicts, dirty: !same(values, base), discard }
}

/** A draft in the shape that a form stores. */
const asValues = <T extends object>({ values, base }: Draft<T>): T & { base: T } => ({ ...values, base })
