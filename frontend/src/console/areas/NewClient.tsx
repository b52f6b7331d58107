import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateClientRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { Button, Form, Loading, Notice, Page, same, useForm, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { ClientFields, useCheck } from '../ClientFields'
import { Guard } from '../guard'
import { pages } from '../pages'
import { type ClientValues, clientBody, clientOf, newClient, WORK } from '../projects'
import { useTexts } from './texts/projects'

/** A new client of the organization, in whose currency it pays unless another one is chosen. */
export default function NewClient({ org }: { org: string }) {
  const organization = useQuery(ask('/organizations/{organizationId}', { path: { organizationId: org } }))
  return organization.isPending ? <Loading lines={8} /> : <Editor org={org} currency={organization.data?.currency ?? 'eur'} />
}

function Editor({ org, currency }: { org: string; currency: string }) {
  const t = useTexts()
  const go = useGo()
  const check = useCheck()
  const draft = `${org}:new-client`
  const create = useAction('POST /clients', { changes: WORK, said: it => t.clients.made(it.name) })
  const [empty] = useState(() => newClient(currency))
  const form = useForm<ClientValues>(empty, {
    draft,
    limits: CreateClientRequest,
    check,
    submit: async values => {
      const made = await create.run({ body: { ...clientBody(values), organizationId: org }, key: draft })
      queries.setQueryData(clientOf(made.clientId).queryKey, made)
      go(href(pages.client, { org, clientId: made.clientId }))
    },
  })
  const [kept, setKept] = useState(() => !same(form.values, empty))
  const startAfresh = () => {
    form.setValues(empty)
    form.setErrors({})
    setKept(false)
  }
  return (
    <Page title={t.clients.add} back={{ href: href(pages.clients, { org }), text: t.nav.clients }} className="editor">
      {kept && <Notice action={<Button onClick={startAfresh}>{t.startAfresh}</Button>}>{t.restored}</Notice>}
      <Form form={form} label={t.clients.add}>
        <ClientFields values={form.values} field={form.field} />
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.clients.create}
          </Button>
        </div>
      </Form>
      <Guard unsaved={!form.busy && !same(form.values, empty)} />
    </Page>
  )
}
