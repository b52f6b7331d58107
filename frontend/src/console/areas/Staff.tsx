import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askAll } from '../../api/pages'
import { ask } from '../../api/questions'
import { Badge, Button, Page } from '../../ui'
import { plusIcon } from '../../ui/icons/more'
import { badgeIcon } from '../../ui/icons/office'
import { PageLink } from '../../ui/pages'
import { useCaller } from '../caller'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import { StaffForm } from '../StaffForm'
import { type Person, tones } from '../staff'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts as useMemberTexts } from './texts/organization'
import { useTexts } from './texts/staff'

/** Everybody who works for an organization, is invited to, or did. */
export default function Staff({ org }: { org: string }) {
  const t = useTexts()
  const { roles } = useMemberTexts()
  const may = useMay()
  const { data: me } = useCaller()
  const [adding, setAdding] = useState(false)
  const organization = useQuery(ask('/organizations/{organizationId}', { path: { organizationId: org } }))
  const teams = useQuery(askAll('/teams', { query: { organizationId: org } }))
  const text = useFilter('q')[0] || undefined
  const status = (useFilter('status')[0] || undefined) as Person['status'] | undefined
  const teamId = useFilter('team')[0] || undefined
  const list = useList('/staff', {
    query: { organizationId: org, text, status, teamId },
    search: { label: t.search },
    filters: {
      status: { label: t.status, all: t.every, options: Object.entries(t.statuses) },
      team: { label: t.team, all: t.everyTeam, options: (teams.data?.list ?? []).map(it => [it.teamId, it.name] as const) },
    },
  })
  return (
    <Page
      title={t.nav.staff}
      lead={t.lead}
      actions={
        may('createStaff') && (
          <Button kind="primary" icon={plusIcon} onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )
      }
    >
      <ListPage
        list={list}
        caption={t.nav.staff}
        empty={{ icon: badgeIcon, title: t.none, text: t.noneText }}
        found={t.found(list.rows.length)}
        keyOf={it => it.userId ?? `invited ${it.email}`}
        columns={[
          list.column('name', t.fields.name, it => (
            <span className="badges">
              {it.userId ? (
                <PageLink to={pages.employee} at={{ org, userId: it.userId }}>
                  <bdi>{it.name ?? it.email ?? t.unnamed}</bdi>
                </PageLink>
              ) : (
                <bdi>{it.name ?? t.unnamed}</bdi>
              )}
              {it.userId === me?.userId && <Badge tone="accent">{t.you}</Badge>}
            </span>
          )),
          list.column('email', t.fields.email, it => <bdi className="break">{it.email ?? '–'}</bdi>),
          list.column('title', t.fields.title, it => (
            <span>
              <bdi>{it.title ?? '–'}</bdi>
              {it.department && (
                <>
                  <br />
                  <bdi className="soft">{it.department}</bdi>
                </>
              )}
            </span>
          )),
          list.column('teams', t.nav.teams, it => <bdi>{it.teams.map(({ name }) => name).join(', ') || '–'}</bdi>),
          list.column('role', t.fields.role, it => (it.role ? roles[it.role] : '–')),
          list.column('status', t.status, it => <Badge tone={tones[it.status]}>{t.statuses[it.status]}</Badge>),
        ]}
      />
      {adding && (
        <StaffForm
          org={org}
          mine={me?.organizations.find(it => it.organizationId === org)?.role ?? 'staff'}
          currency={organization.data?.currency ?? 'eur'}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  )
}
