import type { ComponentProps } from 'react'
import { useLocation } from 'wouter'
import { may } from '../../../auth/may'
import { Icon, Page } from '../../../ui'
import { PageLink } from '../../../ui/pages'
import { useCaller } from '../../organization'
import { type ConsolePage, pages, type Row } from '../../pages'
import { useTexts } from '../../texts'

/** A page of the administrators' area, with the navigation between its sections. */
export function AdminPage({ children, ...page }: ComponentProps<typeof Page>) {
  const t = useTexts()
  const [path] = useLocation()
  const { data: caller } = useCaller()
  return (
    <Page {...page}>
      <nav className="views" aria-label={t.admin.title}>
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
                {t.admin.sections[row.section.text]}
              </PageLink>
            ),
        )}
      </nav>
      {children}
    </Page>
  )
}
