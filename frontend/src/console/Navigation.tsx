import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { type Caller, may } from '../auth/may'
import { isolate } from '../i18n/texts'
import { Icon, Menu } from '../ui'
import { downIcon } from '../ui/icons/console'
import { listIcon } from '../ui/icons/site'
import { href, hrefOf, usePage } from '../ui/pages'
import { useCaller, useOrganizations } from './caller'
import { useOrganization } from './organization'
import { type ConsolePage, pages, type Row } from './pages'
import { useTexts } from './texts'

/**
 * What the header shows once it is known who the user is: the organization, then `children`, then the pages. All come at once, so that
 * nothing moves twice.
 */
export default function Navigation({ children }: { children: ReactNode }) {
  const caller = useCaller()
  const organizations = useOrganizations()
  if (caller.isPending || organizations.isPending)
    return (
      <>
        {children}
        <div className="nav-wait" />
      </>
    )
  return (
    <>
      <Switcher />
      {children}
      <Entries />
    </>
  )
}

/** The first page of an organization. */
export const startOf = (caller: Caller, org: string): string =>
  href(may('listMyEvents', caller, org) ? pages.events : pages.members, { org })

/** The same page of another organization, if it has one and the user may see it; otherwise the organization's first page. */
export function addressIn(page: Row & { path: string }, caller: Caller, org: string): string {
  const names = page.path.match(/:\w+/g) ?? []
  const same = names.length === 1 && names[0] === ':org' && page.for && may(page.for, caller, org, page.as)
  return same ? hrefOf(page.path, { org }) : startOf(caller, org)
}

/** The name of the current organization, with a menu of the others. */
function Switcher() {
  const t = useTexts()
  const { data: caller } = useCaller()
  const { data: organizations } = useOrganizations()
  const org = useOrganization()
  const found = usePage<ConsolePage>(pages)
  const here = organizations?.items.find(it => it.organizationId === org)
  if (!caller || !organizations || !here) return null
  if (organizations.items.length === 1)
    return (
      <p className="switcher" dir="auto">
        {here.name}
      </p>
    )
  return (
    <div className="switcher">
      <Menu
        label={t.organizations.current(here.name)}
        trigger={
          <>
            <span dir="auto">{here.name}</span>
            <Icon of={downIcon} />
          </>
        }
        items={organizations.items.map(({ organizationId, name }) => ({
          text: isolate(name),
          href: found ? addressIn(found.page, caller, organizationId) : startOf(caller, organizationId),
          current: organizationId === org,
        }))}
      />
    </div>
  )
}

/** The pages with an entry in the navigation that the user may see. Where there is no room for them, they are one menu. */
function Entries() {
  const t = useTexts()
  const [path] = useLocation()
  const { data: caller } = useCaller()
  const org = useOrganization()
  const entries = Object.values<ConsolePage>(pages).flatMap(page => {
    const { nav, for: operation, as }: Row = page
    if (!caller || !nav || (page.path.startsWith('/:org') && !org)) return []
    if (operation && !may(operation, caller, org, as)) return []
    const href = hrefOf(page.path, { org })
    return { ...nav, page, href, text: t.nav[nav.text], current: path === href || path.startsWith(`${href}/`) }
  })
  const link = ({ page, href, icon, text, current }: (typeof entries)[number]) => (
    <Link key={href} href={href} aria-current={current ? 'page' : undefined} onPointerEnter={page.fetchAhead} onFocus={page.fetchAhead}>
      <Icon of={icon} />
      {text}
    </Link>
  )
  return (
    <nav aria-label={t.nav.main}>
      <div className="nav-wide">
        {entries.map((entry, i) => {
          const { group } = entry
          const grouped = group ? entries.filter(other => other.group === group) : []
          if (!group || grouped.length === 1) return link(entry)
          if (entries.findIndex(other => other.group === group) < i) return null
          return (
            <Menu
              key={group}
              label={t.nav.groups[group]}
              current={grouped.some(({ current }) => current)}
              trigger={
                <>
                  {t.nav.groups[group]}
                  <Icon of={downIcon} />
                </>
              }
              items={grouped}
            />
          )
        })}
      </div>
      {entries.length > 0 && (
        <div className="nav-narrow">
          <Menu
            label={t.nav.menu}
            trigger={
              <>
                <Icon of={listIcon} />
                {t.nav.menu}
              </>
            }
            items={entries}
          />
        </div>
      )}
    </nav>
  )
}
