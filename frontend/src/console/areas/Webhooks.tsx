import { useState } from 'react'
import { dateTime } from '../../i18n/format'
import { ownZone } from '../../i18n/times'
import { Badge, Button, Page } from '../../ui'
import { plusIcon } from '../../ui/icons/more'
import { hookIcon } from '../../ui/icons/work'
import { href } from '../../ui/pages'
import { HookForm, HookSecret } from '../HookForm'
import { HOOKS, lightOf, lights, type NewSecret } from '../hooks'
import { ListPage } from '../ListPage'
import { pages } from '../pages'
import { useList } from '../useList'
import { useTexts } from './texts/webhooks'

/** Where an organization has other systems told what happens. */
export default function Webhooks({ org }: { org: string }) {
  const t = useTexts()
  const [adding, setAdding] = useState(false)
  const [created, setCreated] = useState<NewSecret | null>(null)
  const list = useList(HOOKS, {
    query: { organizationId: org },
    search: { label: t.hooks.search, of: it => [it.url, it.description] },
  })
  return (
    <Page
      title={t.nav.webhooks}
      lead={t.hooks.lead}
      actions={
        <Button kind="primary" icon={plusIcon} onClick={() => setAdding(true)}>
          {t.hooks.add}
        </Button>
      }
    >
      <ListPage
        list={list}
        caption={t.nav.webhooks}
        empty={{ icon: hookIcon, title: t.hooks.none, text: t.hooks.noneText }}
        found={t.hooks.found(list.rows.length)}
        keyOf={it => it.endpointId}
        columns={[
          list.column('url', t.hooks.url, it => <span className="break">{it.url}</span>, {
            link: it => href(pages.webhook, { org, endpointId: it.endpointId }),
          }),
          list.column('description', t.hooks.description, it => <bdi>{it.description ?? '–'}</bdi>),
          list.column('events', t.hooks.events, it => it.events.map(type => t.types[type]).join(', ')),
          list.column('state', t.hooks.state, it => <Badge tone={lights[lightOf(it)]}>{t.hooks.states[lightOf(it)]}</Badge>),
          list.column('last', t.hooks.last, it => (it.lastSuccessAt ? dateTime(it.lastSuccessAt, ownZone()) : '–')),
        ]}
      />
      {adding && (
        <HookForm
          org={org}
          onClose={() => setAdding(false)}
          onCreated={it => {
            setAdding(false)
            setCreated(it)
          }}
        />
      )}
      {created && <HookSecret of={created} onClose={() => setCreated(null)} />}
    </Page>
  )
}
