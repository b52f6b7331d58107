import type { ComponentProps } from 'react'
import { useLocation } from 'wouter'
import { may } from '../../../auth/may'
import { Icon, Page } from '../../../ui'
import { hrefOf, PageLink } from '../../../ui/pages'
import { useCaller } from '../../caller'
import { type ConsolePage, pages, type Row } from '../../pages'
import { useTexts } from '../texts/admin'

/**
 * A page below `/console/admin`: the page itself, and links to the other sections of that area.
 * @param of For a detail page: the section that the link back leads to.
 */
export function AdminPage({
  of,
  children,
  ...page
}: Omit<ComponentProps<typeof Page>, 'back'> & { of?: { path: string; section: NonNullable<Row['section']> } }) {
  const t = useTexts()
  const [path] = useLocation()
  const { data: caller } = useCaller()
  return (
    <Page {...page} back={of && { href: hrefOf(of.path), text: t.sections[of.section.text] }}>
      <nav className="views" aria-label={t.nav.admin}>
        {Object.values<ConsolePage & Row>(pages).map(
          row =>
            row.section &&
            row.for &&
            caller &&
            may(row.for, caller, undefined, row.as) && (
              <PageLink
                key={row.path}
                to={row as typeof pages.people}
                aria-current={path === row.path || path.startsWith(`${row.path}/`) ? 'page' : undefined}
              >
                <Icon of={row.section.icon} />
                {t.sections[row.section.text]}
              </PageLink>
            ),
        )}
      </nav>
      {children}
    </Page>
  )
}
