import { queryOptions } from '@tanstack/react-query'
import { type Item, type ListPath, onePage, type Params } from './questions'

/** How many pages the browser loads at most. */
const MOST_PAGES = 20

/** Loads all pages up to the limit. `complete` is false when there are more. */
export interface Everything<T> {
  list: readonly T[]
  complete: boolean
}

export async function everything<T>(page: (cursor?: string) => Promise<{ items: T[]; next?: string | null }>): Promise<Everything<T>> {
  const list: T[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { items, next } = await page(cursor)
    list.push(...items)
    if (!next) return { list, complete: true }
    cursor = next
  }
  return { list, complete: false }
}

const PAGE = 100

/** A list with all its pages, as far as {@link everything} goes, for `useQuery`. */
export const askAll = <P extends ListPath>(path: P, params: Params<P>) =>
  queryOptions({
    queryKey: [path, params, 'all'] as const,
    queryFn: ({ signal }) => everything<Item<P>>(cursor => onePage(path, params, PAGE, signal, cursor)),
  })
