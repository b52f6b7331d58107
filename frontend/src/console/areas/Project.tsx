import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { money } from '../../i18n/format'
import { Badge, Button, Confirm, Facts, Failure, Loaded, Page, Skeleton, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href, PageLink } from '../../ui/pages'
import { Budget } from '../Budget'
import { useMay } from '../organization'
import { pages } from '../pages'
import { type Project as It, projectOf, statuses, WORK } from '../projects'
import { dayOf } from '../work'
import { useTexts } from './texts/projects'

/** Only managers load the form. */
const ProjectSettings = lazy(() => import('./ProjectSettings'))

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
            {may('updateProject') && (
              <Suspense fallback={<Skeleton lines={12} />}>
                <ProjectSettings org={org} project={it} />
              </Suspense>
            )}
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
