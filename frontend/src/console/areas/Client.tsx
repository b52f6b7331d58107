import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateClientRequest } from '../../api/limits'
import { queries } from '../../api/questions'
import { number } from '../../i18n/format'
import { Badge, Button, Confirm, differences, Facts, Failure, LinkButton, Loaded, Page, Skeleton, useEdit, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { plusIcon } from '../../ui/icons/more'
import { href } from '../../ui/pages'
import { ClientFields, useCheck } from '../ClientFields'
import { EditForm } from '../EditForm'
import { pages } from '../pages'
import { clientBody, clientOf, clientValues, type Client as It, statuses, WORK } from '../projects'
import { useTexts } from './texts/projects'

/** One client: its projects and its settings. */
export default function Client({ org, clientId }: { org: string; clientId: string }) {
  const t = useTexts()
  const client = useQuery(clientOf(clientId))
  return (
    <Page title={t.clients.one} back={{ href: href(pages.clients, { org }), text: t.nav.clients }} className="editor">
      <Loaded query={client} skeleton={<Skeleton lines={12} />}>
        {it => (
          <div className="stack">
            <Summary org={org} client={it} />
            <Fields client={it} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Summary({ org, client: { clientId, name, status, projects, version } }: { org: string; client: It }) {
  const t = useTexts()
  const go = useGo()
  const [removing, setRemoving] = useState(false)
  const path = { clientId }
  const turn = useAction('PATCH /clients/{clientId}', { changes: WORK, said: it => t.clients.turned[it.status] })
  const remove = useAction('DELETE /clients/{clientId}', { changes: ['/clients'], said: () => t.clients.removed(name) })
  return (
    <section className="card stack">
      <h2 dir="auto">{name}</h2>
      <Facts
        facts={[
          [
            t.status,
            <Badge key="status" tone={statuses[status]}>
              {t.statuses[status]}
            </Badge>,
          ],
          [t.nav.projects, number(projects)],
        ]}
      />
      <div className="actions">
        {projects > 0 && <LinkButton href={`${href(pages.projects, { org })}?client=${clientId}`}>{t.clients.projects}</LinkButton>}
        {status === 'active' && (
          <LinkButton icon={plusIcon} href={`${href(pages.newProject, { org })}?client=${clientId}`}>
            {t.projects.add}
          </LinkButton>
        )}
        <Button
          busy={turn.busy}
          onClick={() => void turn.press({ path, body: { status: status === 'active' ? 'archived' : 'active' }, version })}
        >
          {status === 'active' ? t.archive : t.restore}
        </Button>
        <Button kind="danger" onClick={() => setRemoving(true)}>
          {t.remove}
        </Button>
      </div>
      {turn.problem && <Failure problem={turn.problem} />}
      {removing && (
        <Confirm
          title={t.removeAsk(name)}
          action={t.remove}
          onConfirm={async () => {
            await remove.run({ path })
            go(href(pages.clients, { org }))
          }}
          onClose={() => setRemoving(false)}
        >
          <p>{t.clients.removeText}</p>
        </Confirm>
      )}
    </section>
  )
}

function Fields({ client }: { client: It }) {
  const t = useTexts()
  const { clientId, version } = client
  const update = useAction('PATCH /clients/{clientId}', { changes: WORK, said: () => t.clients.saved })
  const edit = useEdit(clientValues(client), {
    limits: CreateClientRequest,
    check: useCheck(),
    save: async (values, base) => {
      const body = differences(clientBody(values), clientBody(base))
      const saved = await update.run({ path: { clientId }, body, version })
      queries.setQueryData(clientOf(clientId).queryKey, saved)
      return clientValues(saved)
    },
  })
  return (
    <EditForm edit={edit} label={t.clients.settings} names={t.clients.fields}>
      <ClientFields values={edit.values} hasProjects={client.projects > 0} field={edit.form.field} />
    </EditForm>
  )
}
