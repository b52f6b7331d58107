import { useState } from 'react'
import { Link } from 'wouter'
import type { Schemas } from '../../../api/client'
import { OrganizationActRequest } from '../../../api/limits'
import { send } from '../../../api/operations'
import { date, number } from '../../../i18n/format'
import { Badge, Button, toast } from '../../../ui'
import { useTask } from '../../../ui/action'
import { officeIcon } from '../../../ui/icons/console'
import { href } from '../../../ui/pages'
import { ListPage } from '../../ListPage'
import { pages } from '../../pages'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts } from '../texts/admin'
import { Act } from './Act'
import { AdminPage } from './AdminPage'

type Organization = Schemas['OrganizationView']

const tones = { active: 'good', suspended: 'bad', closed: 'neutral' } as const

const operations = {
  suspend: 'POST /admin/organizations/{organizationId}/suspend',
  resume: 'POST /admin/organizations/{organizationId}/resume',
} as const

const actFor = ({ status }: Organization): keyof typeof operations => (status === 'suspended' ? 'resume' : 'suspend')

/** All organizations, newest first. Their sales can be stopped here. */
export default function AllOrganizations() {
  const t = useTexts()
  const [asked, setAsked] = useState<Organization | null>(null)
  const text = useFilter('q')[0] || undefined
  const list = useList('/admin/organizations', { query: { text }, search: { label: t.organizations.search } })
  return (
    <AdminPage title={t.sections.organizations}>
      <ListPage
        list={list}
        caption={t.sections.organizations}
        empty={{ icon: officeIcon, title: t.organizations.none, text: t.organizations.noneText }}
        found={t.found(list.rows.length, list.complete)}
        keyOf={it => it.organizationId}
        columns={[
          list.column('name', t.organizations.name, it => (
            <div>
              <bdi>{it.name}</bdi> {it.personal && <Badge>{t.organizations.personal}</Badge>}
              {it.suspensionReason && <div className="soft">{it.suspensionReason}</div>}
            </div>
          )),
          list.column('status', t.people.status, it => <Badge tone={tones[it.status]}>{t.organizations.statuses[it.status]}</Badge>),
          list.column('members', t.organizations.members, it => number(it.members), { end: true }),
          list.column('founded', t.organizations.founded, it => date(it.createdAt, undefined, { dateStyle: 'medium' }), {
            sorted: 'descending',
          }),
          list.column('log', t.sections['audit-log'], it => (
            <Link href={`${href(pages.auditLog)}?q=${it.organizationId}`} aria-label={t.organizations.logOf(it.name)}>
              {t.organizations.log}
            </Link>
          )),
          list.column('act', t.actions, it =>
            it.status === 'closed' ? (
              '–'
            ) : (
              <Button aria-label={t.acts[actFor(it)].title(it.name)} onClick={() => setAsked(it)}>
                {t.acts[actFor(it)].action}
              </Button>
            ),
          ),
        ]}
      />
      {asked && <Sales organization={asked} onClose={() => setAsked(null)} />}
    </AdminPage>
  )
}

/** Stops the sales of an organization, or lets it sell again. */
function Sales({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const t = useTexts()
  const { organizationId, name } = organization
  const act = actFor(organization)
  const { run } = useTask(
    async (reason: string) => {
      await send(operations[act], { path: { organizationId }, body: { reason } })
      toast(t.acts[act].done(name))
    },
    { changes: ['/admin/organizations', '/admin/audit-log'] },
  )
  return <Act texts={t.acts[act]} name={name} limits={OrganizationActRequest} danger={act === 'suspend'} onAct={run} onClose={onClose} />
}
