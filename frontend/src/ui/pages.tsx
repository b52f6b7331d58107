import { type ComponentProps, type ComponentType, lazy } from 'react'
import { Link, matchRoute, useLocation, useRouter } from 'wouter'

/** The names in a path: `/:org/events/:eventId` has `org` and `eventId`. */
type Names<P extends string> = P extends `${string}:${infer N}/${infer Rest}`
  ? N | Names<`/${Rest}`>
  : P extends `${string}:${infer N}`
    ? N
    : never
/** A value for each name of a path. */
export type At<P extends string> = Record<Names<P>, string>
type Place<P extends string> = [Names<P>] extends [never] ? [] : [at: At<P>]

export interface PageRow<P extends string = string> {
  path: P
  /** How the id in the path begins, where another page has the same path but for its id. */
  prefix?: string
  /** Loads the code of the page before it is opened. Failures are ignored: the page reports them itself. */
  fetchAhead: () => void
  Component: ComponentType<Record<string, unknown>>
}

/**
 * A row of the table of pages: `page('/events/:eventId', () => import('./EventPage'), { icon: ticketIcon })`. The page gets the names of
 * its path as properties.
 */
export const page = <P extends string, Props extends object, More extends object = object>(
  path: P,
  load: () => Promise<{ default: ComponentType<Props> }>,
  more?: More,
): PageRow<P> & More => ({
  path,
  fetchAhead: () => void load().catch(() => undefined),
  Component: lazy(load) as unknown as PageRow['Component'],
  ...(more as More),
})

/** The address of a page. A missing or misspelled name does not compile. */
export const href = <P extends string>({ path }: { path: P }, ...[at]: Place<P>): string => hrefOf(path, at)

/** The address of a page of any row of a table, whose names the compiler does not know. */
export const hrefOf = (path: string, at: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(at[name] ?? ''))

type LinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'to' | 'asChild' | 'onPointerEnter' | 'onFocus'>

/** A link to a page. Its code is loaded as soon as the pointer or the focus is on the link. */
export const PageLink = <P extends string>({
  to,
  at,
  ...link
}: { to: PageRow<P> } & ([Names<P>] extends [never] ? { at?: undefined } : { at: At<P> }) & LinkProps) => (
  <Link {...(link as object)} href={hrefOf(to.path, at)} onPointerEnter={to.fetchAhead} onFocus={to.fetchAhead} />
)

/** The row whose path is the current address, with the values of its names; null when there is none. The first one that matches counts. */
export function usePage<T extends PageRow>(rows: Readonly<Record<string, T>>): { page: T; at: Readonly<Record<string, string>> } | null {
  const { parser } = useRouter()
  const [path] = useLocation()
  for (const row of Object.values(rows)) {
    const [matches, found] = matchRoute(parser, row.path as string, path)
    if (!matches || (row.prefix && !Object.values(found as Record<string, string>)[0]?.startsWith(row.prefix))) continue
    return { page: row, at: Object.fromEntries(Object.entries(found as Record<string, string>).filter(([name]) => !/^\d+$/.test(name))) }
  }
  return null
}
