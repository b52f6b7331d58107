import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { changed, type Path } from '../api/questions'
import { figuresOf, SALES } from './data'

/** Interval of the repeated question in milliseconds while the page is visible. */
export const LIVE = 5_000

/**
 * Repeats one small question, and says which answers have changed when its own does: lists with many pages are asked again only then. The
 * time of an answer (`asOf`) is not a change.
 */
export function useLive<T, K extends QueryKey>(
  question: UseQueryOptions<T, Error, T, K>,
  { changes, every = LIVE, enabled = true }: { changes: readonly Path[]; every?: number; enabled?: boolean },
) {
  const query = useQuery({ ...question, enabled, refetchInterval: every })
  const now = JSON.stringify(query.data, (name, value) => (name === 'asOf' ? undefined : value))
  const before = useRef(now)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the answer has moved
  useEffect(() => {
    if (before.current !== undefined && now !== before.current) void changed(...changes)
    before.current = now
  }, [now])
  return query
}

/** Asks for the figures of an event again and again, and for what follows from sales, refunds and check-ins only when they have moved. */
export const useSales = (eventId: string, every = LIVE) => useLive(figuresOf(eventId), { changes: SALES, every })
