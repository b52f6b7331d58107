import { useQuery } from '@tanstack/react-query'
import { askAll } from '../../api/pages'
import { Badge, LinkButton, Page } from '../../ui'
import { plusIcon } from '../../ui/icons/more'
import { folderIcon } from '../../ui/icons/office'
import { href } from '../../ui/pages'
import { Budget } from '../Budget'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import { type Project, statuses } from '../projects'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/projects'

/** The projects of an organization with what is spent of their budgets; for staff those on which they may enter time, without money. */
export default function Projects({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const manages = may('listClients')
  const clients = useQuery({ ...askAll('/clients', { query: { organizationId: org } }), enabled: manages })
  const status = (useFilter('status')[0] || undefined) as Project['status'] | undefined
  const clientId = useFilter('client')[0] || undefined
  const list = useList('/projects', {
    query: { organizationId: org, status, clientId },
    search: { label: t.projects.search, of: it => [it.name, it.code, it.clientName, it.eventTitle] },
    filters: {
      status: { label: t.status, all: t.every, options: Object.entries(t.statuses) },
      ...(manages && {
        client: {
          label: t.projects.fields.clientId,
          all: t.projects.everyClient,
          options: (clients.data?.list ?? []).map(it => [it.clientId, it.name] as const),
        },
      }),
    },
  })
  return (
    <Page
      title={t.nav.projects}
      lead={manages ? t.projects.lead : t.projects.leadOfStaff}
      actions={
        may('createProject') && (
          <LinkButton kind="primary" icon={plusIcon} href={href(pages.newProject, { org })}>
            {t.projects.add}
          </LinkButton>
        )
      }
    >
      <ListPage
        list={list}
        caption={t.nav.projects}
        empty={{ icon: folderIcon, title: t.projects.none, text: manages ? t.projects.noneText : t.projects.noneOfStaff }}
        found={t.projects.found(list.rows.length)}
        keyOf={it => it.projectId}
        columns={[
          list.column('name', t.projects.fields.name, it => <bdi>{it.name}</bdi>, {
            link: it => href(pages.project, { org, projectId: it.projectId }),
          }),
          list.column('code', t.projects.fields.code, it => it.code ?? '–'),
          list.column('client', t.projects.fields.clientId, it => <bdi>{it.clientName ?? '–'}</bdi>),
          list.column('event', t.projects.fields.eventId, it => <bdi>{it.eventTitle ?? '–'}</bdi>),
          ...(manages ? [list.column('budget', t.projects.used, it => <Budget of={it} />)] : []),
          list.column('status', t.status, it => <Badge tone={statuses[it.status]}>{t.statuses[it.status]}</Badge>),
        ]}
      />
    </Page>
  )
}
