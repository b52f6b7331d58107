import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'

/** Debounce in milliseconds: browsers throttle a URL that changes with every keystroke. */
const PAUSE = 300

/** A filter kept in the URL, so that it survives a reload and can be shared as a link. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = (value: string) =>
    setParams(
      before => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return [params.get(name) ?? '', set]
}

/** The same for a search field: it applies immediately and reaches the URL after a pause. */
export function useSearch(name: string): [string, (value: string) => void] {
  const [kept, keep] = useFilter(name)
  const [typed, type] = useState(kept)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing restarts the debounce
  useEffect(() => {
    if (typed === kept) return
    const timer = setTimeout(() => keep(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, type]
}
