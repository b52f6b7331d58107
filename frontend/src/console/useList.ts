import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { askPages, type Item, type ListPath, type Params } from '../api/questions'
import { type Column, matches } from '../ui'
import { useFilter, useSearch } from './useFilters'

/** How many pages a search loads at most. */
const MOST_PAGES = 20
/** How many rows "Show more" adds. */
const STEP = 50

/** How many rows are shown, by address and search: Back leads to the row where somebody was, which has to be there. */
const rowsShown = new Map<string, number>()

/** A filter of a list: a choice that is kept in the address under its name. */
export interface Filter<T> {
  label: string
  /** What the first choice is called, which shows all rows. */
  all: string
  options: readonly (readonly [value: string, title: string])[]
  /** Whether a row is kept. Without it the API filters: the page has the value in its `query`. */
  keeps?: (row: T, value: string) => boolean
}

interface Options<P extends ListPath, T> {
  /** Turns the elements of the API into rows, where the two differ. */
  rowsOf?: (items: Item<P>[]) => T[]
  /** The search field, and the texts of a row that it searches. Without `of` the API searches: the page has the text in its `query`. */
  search: { label: string; of?: (row: T) => readonly (string | null | undefined)[] }
  filters?: Readonly<Record<string, Filter<T>>>
  /** False as long as there is nothing to ask for: the list shows its empty state. */
  enabled?: boolean
  /** Whether all pages are loaded at once, because something is counted over all rows. Otherwise only a search or a filter loads them. */
  whole?: boolean
}

/** Loads one page after the other as long as they are wanted; a failure stops it. */
export function useFurtherPages(
  {
    data,
    hasNextPage,
    isFetching,
    isError,
    fetchNextPage,
  }: Pick<UseInfiniteQueryResult, 'data' | 'hasNextPage' | 'isFetching' | 'isError' | 'fetchNextPage'>,
  wanted: boolean,
) {
  const loads = wanted && hasNextPage && !isFetching && !isError
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that has arrived may have a next one
  useEffect(() => {
    if (loads) void fetchNextPage()
  }, [loads, data, fetchNextPage])
}

const asRows = <T>(items: readonly unknown[]) => items as T[]

/**
 * A list of the API, page by page, with a search and filters in the address. Where the operation has no parameter for a text, the rows are
 * searched here: a search loads the remaining pages, up to a limit. Where it has one, the page reads the text of the address, which follows
 * the typing after a pause: `useList('/things', { query: { text: useFilter('q')[0] || undefined }, search: { label } })`.
 */
export function useList<P extends ListPath, T = Item<P>>(path: P, options: Options<P, T> & Params<P>) {
  const { rowsOf = asRows<T>, search, filters = {}, whole = false, enabled = true, ...params } = options
  const query = useInfiniteQuery({ ...askPages(path, params as unknown as Params<P>), enabled })
  const [text, setText] = useSearch('q')
  const choices = useChoices(filters)
  const [, render] = useState(0)
  const filtered = [text, ...choices.map(choice => choice.value)].join(' ').trim()
  const here = (search.of && text) || choices.some(({ filter, value }) => filter.keeps && value)
  const address = `${location.pathname} ${filtered}`
  const shown = rowsShown.get(address) ?? STEP

  const { data, hasNextPage, fetchNextPage } = query
  const further = (data?.pages.length ?? 0) < MOST_PAGES && hasNextPage
  const items = data?.pages.flatMap(page => page.items) ?? []
  // The API filters page by page: the first ones may be empty.
  const wanted = (whole || here || items.length === 0) && further
  useFurtherPages(query, Boolean(wanted))

  const all = rowsOf(items)
  const rows = all.filter(
    row =>
      (!search.of || matches(text, ...search.of(row))) &&
      choices.every(({ filter, value }) => !value || !filter.keeps || filter.keeps(row, value)),
  )
  return {
    query,
    /** How many elements are loaded. */
    loaded: items.length,
    /** All rows that are loaded. */
    all,
    /** The rows that are found. */
    rows,
    shown: rows.slice(0, shown),
    /** Whether further pages are being loaded, so that a row may still be found. */
    searching: Boolean(wanted) && !query.isError,
    /** Whether there is nothing to ask for yet. */
    idle: !enabled,
    filtered: filtered !== '',
    /** Whether every page is loaded. */
    complete: data !== undefined && !hasNextPage,
    text,
    setText,
    choices,
    label: search.label,
    /** A column of its table in one line. */
    column: (id: string, title: string, cell: (row: T) => ReactNode, more: Partial<Column<T>> = {}): Column<T> => ({
      id,
      title,
      cell,
      ...more,
    }),
    more:
      rows.length > shown || further
        ? () => {
            rowsShown.set(address, shown + STEP)
            render(shown)
            if (rows.length <= shown + STEP && further) void fetchNextPage()
          }
        : undefined,
  }
}

export type List<T> = ReturnType<typeof useList<ListPath, T>>

/** The chosen value of each filter. The filters of a page are always the same, so that the hooks are too. */
function useChoices<T>(filters: Readonly<Record<string, Filter<T>>>) {
  return Object.entries(filters).map(([name, filter]) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the filters of a page do not change
    const [value, set] = useFilter(name)
    return { name, filter, value, set }
  })
}
