import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateProjectRequest } from '../../api/limits'
import { queries } from '../../api/questions'
import { money } from '../../i18n/format'
import { Badge, Button, Confirm, differences, Facts, Failure, Loaded, Page, Skeleton, useEdit, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href, PageLink } from '../../ui/pages'
import { Budget } from '../Budget'
import { EditForm } from '../EditForm'
import { useMay } from '../organization'
import { type Choices, ProjectFields, useCheck, useChoices } from '../ProjectFields'
import { pages } from '../pages'
import { type Project as It, projectBody, projectOf, projectValues, statuses, WORK } from '../projects'
import { dayOf, ids, pairs } from '../work'
import { useTexts } from './texts/projects'

/** One project: what is spent of it, and for managers its settings. */
export default function Project({ org, projectId }: { org: string; projectId: string }) {
  const t = useTexts()
  const may = useMay()
  const project = useQuery(projectOf(projectId))
  return (
    <Page title={t.projects.one} back={{ href: href(pages.projects, { org }), text: t.nav.projects }} className="editor">
      <Loaded query={project} skeleton={<Skeleton lines={12} />}>
        {it => (
          <div className="stack">
            <Summary org={org} project={it} />
            {may('updateProject') && <Settings org={org} project={it} />}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Summary({ org, project }: { org: string; project: It }) {
  const t = useTexts()
  const go = useGo()
  const may = useMay()
  const [removing, setRemoving] = useState(false)
  const { projectId, name, status, used, version } = project
  const path = { projectId }
  const turn = useAction('PATCH /projects/{projectId}', { changes: WORK, said: it => t.projects.turned[it.status] })
  const remove = useAction('DELETE /projects/{projectId}', { changes: ['/projects', '/clients'], said: () => t.projects.removed(name) })
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
          [
            t.projects.fields.clientId,
            project.clientId &&
              (may('getClient') ? (
                <PageLink to={pages.client} at={{ org, clientId: project.clientId }}>
                  <bdi>{project.clientName}</bdi>
                </PageLink>
              ) : (
                <bdi>{project.clientName}</bdi>
              )),
          ],
          // Those who may change the rest see it in the form.
          ...(may('updateProject')
            ? []
            : ([
                [t.projects.fields.code, project.code],
                [t.projects.fields.eventId, project.eventTitle && <bdi>{project.eventTitle}</bdi>],
                [t.projects.fields.billing, t.projects.billings[project.billing]],
                [t.projects.fields.startsOn, project.startsOn && dayOf(project.startsOn)],
                [t.projects.fields.endsOn, project.endsOn && dayOf(project.endsOn)],
              ] as const)),
          [t.projects.used, used && <Budget key="used" of={project} />],
          [t.projects.cost, used?.cost && money(used.cost)],
        ]}
      />
      {may('updateProject') && (
        <div className="actions">
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
      )}
      {turn.problem && <Failure problem={turn.problem} />}
      {removing && (
        <Confirm
          title={t.removeAsk(name)}
          action={t.remove}
          onConfirm={async () => {
            await remove.run({ path })
            go(href(pages.projects, { org }))
          }}
          onClose={() => setRemoving(false)}
        >
          <p>{t.projects.removeText}</p>
        </Confirm>
      )}
    </section>
  )
}

function Settings({ org, project }: { org: string; project: It }) {
  const choices = useChoices(org)
  return choices.pending ? <Skeleton lines={12} /> : <Fields choices={choices} project={project} />
}

function Fields({ choices, project }: { choices: Choices; project: It }) {
  const t = useTexts()
  const check = useCheck()
  const { projectId, currency, version } = project
  const update = useAction('PATCH /projects/{projectId}', { changes: WORK, said: () => t.projects.saved })
  const edit = useEdit(projectValues(project), {
    limits: CreateProjectRequest,
    check: values => check(values, currency),
    save: async (values, base) => {
      const body = differences(projectBody(values, currency), projectBody(base, currency))
      const saved = await update.run({ path: { projectId }, body, version })
      queries.setQueryData(projectOf(projectId).queryKey, saved)
      return projectValues(saved)
    },
  })
  const { now } = edit
  return (
    <EditForm
      edit={edit}
      label={t.projects.settings}
      names={t.projects.fields}
      show={name => {
        if (name === 'clientId') return project.clientName ?? ''
        if (name === 'eventId') return project.eventTitle ?? ''
        if (name === 'billing') return t.projects.billings[project.billing]
        const nameOf = (userId: string) => choices.people.find(it => it.userId === userId)?.name ?? t.former
        if (name === 'memberIds') return ids.read(now.memberIds).map(nameOf).join(', ')
        if (name !== 'personRates') return now[name]
        return pairs
          .read(now.personRates)
          .map(({ id, amount }) => `${nameOf(id)}: ${amount}`)
          .join(', ')
      }}
    >
      <ProjectFields choices={choices} currency={currency} project={project} field={edit.form.field} />
    </EditForm>
  )
}
