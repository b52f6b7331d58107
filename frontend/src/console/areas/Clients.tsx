import { number } from '../../i18n/format'
import { Badge, LinkButton, Page } from '../../ui'
import { plusIcon } from '../../ui/icons/more'
import { clientIcon } from '../../ui/icons/office'
import { href } from '../../ui/pages'
import { ListPage } from '../ListPage'
import { pages } from '../pages'
import { type Client, statuses } from '../projects'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/projects'

/** Those for whom an organization works. */
export default function Clients({ org }: { org: string }) {
  const t = useTexts()
  const status = (useFilter('status')[0] || undefined) as Client['status'] | undefined
  const list = useList('/clients', {
    query: { organizationId: org, status },
    search: { label: t.clients.search, of: it => [it.name, it.contactName, it.email] },
    filters: { status: { label: t.status, all: t.every, options: Object.entries(t.statuses) } },
  })
  return (
    <Page
      title={t.nav.clients}
      lead={t.clients.lead}
      actions={
        <LinkButton kind="primary" icon={plusIcon} href={href(pages.newClient, { org })}>
          {t.clients.add}
        </LinkButton>
      }
    >
      <ListPage
        list={list}
        caption={t.nav.clients}
        empty={{ icon: clientIcon, title: t.clients.none, text: t.clients.noneText }}
        found={t.clients.found(list.rows.length)}
        keyOf={it => it.clientId}
        columns={[
          list.column('name', t.clients.fields.name, it => <bdi>{it.name}</bdi>, {
            link: it => href(pages.client, { org, clientId: it.clientId }),
          }),
          list.column('contact', t.clients.fields.contactName, it => <bdi>{it.contactName ?? '–'}</bdi>),
          list.column('email', t.clients.fields.email, it => <bdi className="break">{it.email ?? '–'}</bdi>),
          list.column('projects', t.nav.projects, it => number(it.projects), { end: true }),
          list.column('status', t.status, it => <Badge tone={statuses[it.status]}>{t.statuses[it.status]}</Badge>),
        ]}
      />
    </Page>
  )
}
