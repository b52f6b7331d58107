import { CreateProjectRequest } from '../../api/limits'
import { queries } from '../../api/questions'
import { differences, Skeleton, useEdit } from '../../ui'
import { useAction } from '../../ui/action'
import { EditForm } from '../EditForm'
import { type Choices, ProjectFields, useCheck, useChoices } from '../ProjectFields'
import { type Project, projectBody, projectOf, projectValues, WORK } from '../projects'
import { useTexts } from './texts/projects'

/** The form that changes a project. */
export default function ProjectSettings({ org, project }: { org: string; project: Project }) {
  const choices = useChoices(org)
  return choices.pending ? <Skeleton lines={12} /> : <Fields choices={choices} project={project} />
}

function Fields({ choices, project }: { choices: Choices; project: Project }) {
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
        if (name !== 'memberIds' && name !== 'personRates') return now[name]
        const nameOf = (userId: string) => choices.people.find(it => it.userId === userId)?.name ?? t.former
        return now[name]
          .split(' ')
          .map(it => it.replace(/^[^=]+/, nameOf).replace('=', ': '))
          .join(', ')
      }}
    >
      <ProjectFields choices={choices} currency={currency} project={project} field={edit.form.field} />
    </EditForm>
  )
}
