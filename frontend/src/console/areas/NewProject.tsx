import { useState } from 'react'
import { CreateProjectRequest } from '../../api/limits'
import { queries } from '../../api/questions'
import { Button, Form, Loading, Notice, Page, same, useForm, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { Guard } from '../guard'
import { type Choices, ProjectFields, useCheck, useChoices } from '../ProjectFields'
import { pages } from '../pages'
import { newProject, type ProjectValues, projectBody, projectOf, WORK } from '../projects'
import { useTexts } from './texts/projects'

/** A new project of the organization. */
export default function NewProject({ org }: { org: string }) {
  const choices = useChoices(org)
  return choices.pending ? <Loading lines={8} /> : <Editor org={org} choices={choices} />
}

function Editor({ org, choices }: { org: string; choices: Choices }) {
  const t = useTexts()
  const go = useGo()
  const check = useCheck()
  // A client leads here with its id. What is typed for one client is not kept for another.
  const [clientId] = useState(() => new URLSearchParams(location.search).get('client') ?? '')
  const draft = `${org}:new-project:${clientId}`
  const create = useAction('POST /projects', { changes: WORK, said: it => t.projects.made(it.name) })
  // A project is in the currency of its client.
  const currencyOf = ({ clientId }: ProjectValues) => choices.clients.find(it => it.clientId === clientId)?.currency ?? choices.currency
  const empty = { ...newProject, clientId }
  const form = useForm<ProjectValues>(empty, {
    draft,
    limits: CreateProjectRequest,
    check: values => check(values, currencyOf(values)),
    submit: async values => {
      const made = await create.run({ body: { ...projectBody(values, currencyOf(values)), organizationId: org }, key: draft })
      queries.setQueryData(projectOf(made.projectId).queryKey, made)
      go(href(pages.project, { org, projectId: made.projectId }))
    },
  })
  const [kept, setKept] = useState(() => !same(form.values, empty))
  const startAfresh = () => {
    form.setValues(empty)
    form.setErrors({})
    setKept(false)
  }
  return (
    <Page title={t.projects.add} back={{ href: href(pages.projects, { org }), text: t.nav.projects }} className="editor">
      {kept && <Notice action={<Button onClick={startAfresh}>{t.startAfresh}</Button>}>{t.restored}</Notice>}
      <Form form={form} label={t.projects.add}>
        <ProjectFields choices={choices} currency={currencyOf(form.values)} field={form.field} />
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.projects.create}
          </Button>
        </div>
      </Form>
      <Guard unsaved={!form.busy && !same(form.values, empty)} />
    </Page>
  )
}
