import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'

/** Typing pauses so long: browsers refuse an address that changes with each key. */
const PAUSE = 300

/** What is searched and shown is in the address: it outlives a reload, and a link to it can be sent. */
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

/** The same for what is typed: it counts at once, and is in the address after a pause. */
export function useSearch(name: string): [string, (value: string) => void] {
  const [kept, keep] = useFilter(name)
  const [typed, type] = useState(kept)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed begins the pause
  useEffect(() => {
    if (typed === kept) return
    const timer = setTimeout(() => keep(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, type]
}
