import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { CreateEventRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { Button, Form, Loading, Notice, Page, Repeated, same, useForm, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { eventOf } from '../data'
import { EventFields, TypeFields } from '../fields'
import { Guard } from '../guard'
import { countryHere } from '../here'
import { pages } from '../pages'
import { type EventValues, eventBody, followed, newEvent, newType, type TypeValues, typeBody, wrongPrice } from '../values'
import { isUnverifiedOwner } from '../verifying'
import { useTexts } from './texts/events'

/** A new event of the organization, whose settings are its defaults; without them, if they cannot be had. */
export default function NewEvent({ org }: { org: string }) {
  const organization = useQuery(ask('/organizations/{organizationId}', { path: { organizationId: org } }))
  return organization.isPending ? <Loading lines={8} /> : <Editor org={org} organization={organization.data} />
}

/** Creates a draft and its ticket types in one request. The input is kept in session storage until then. */
function Editor({ org, organization }: { org: string; organization: Schemas['OrganizationView'] | undefined }) {
  const t = useTexts()
  const draft = `${org}:new-event`
  const create = useAction('POST /events', { changes: ['/my-events'], said: () => t.editor.made })
  const go = useGo()
  const [empty] = useState(() => ({
    ...newEvent(organization?.address?.country ?? countryHere()),
    ticketTypes: [newType(organization?.currency, t.types.usual, isUnverifiedOwner(organization) ? '0' : '')],
  }))
  const form = useForm(empty, {
    draft,
    limits: CreateEventRequest,
    check: values => ({
      endsAt: values.endsAt && values.endsAt <= values.startsAt && t.editor.endsBeforeStart,
      ...Object.fromEntries(
        values.ticketTypes.map((type, i) => [
          `ticketTypes[${i}].price.amount`,
          type['price.amount'] && wrongPrice(type) && t.types.wrongPrice,
        ]),
      ),
    }),
    submit: async values => {
      const body = {
        ...eventBody(values),
        organizationId: org,
        ticketTypes: values.ticketTypes.map(type => typeBody(type, values.timeZone)),
      }
      const made = await create.run({ body, key: draft })
      const { eventId } = made
      queries.setQueryData(eventOf(eventId).queryKey, made)
      go(href(pages.overview, { org: made.organizationId, eventId }))
    },
  })
  const [restored] = useState(() => !same(form.values, empty))
  const [kept, setKept] = useState(restored)
  const { ticketTypes } = form.values
  const change = (next: TypeValues[]) => form.set('ticketTypes', next)
  const field = (name: keyof EventValues) => ({
    ...form.field(name),
    onChange: (value: string) => {
      form.set(name, value)
      if (name === 'startsAt' || name === 'capacity') form.setValues(now => followed(form.values, now))
    },
  })
  const startAfresh = () => {
    form.setValues(empty)
    form.setErrors({})
    setKept(false)
  }
  return (
    <Page
      title={t.editor.newTitle}
      lead={t.editor.newLead}
      back={{ href: href(pages.events, { org }), text: t.events.title }}
      className="editor"
    >
      {kept && <Notice action={<Button onClick={startAfresh}>{t.editor.startAfresh}</Button>}>{t.editor.restored}</Notice>}
      <Form form={form} label={t.editor.newTitle}>
        <EventFields field={field} />
        <fieldset className="card group">
          <legend>{t.types.title}</legend>
          <Repeated
            items={ticketTypes}
            least={1}
            most={CreateEventRequest.ticketTypes.most}
            nameOf={(type, i) => type.name || t.types.nth(i + 1)}
            add={t.types.add}
            remove={t.types.remove}
            make={() => newType(ticketTypes[0]?.['price.currency'])}
            onChange={change}
          >
            {(type, i) => (
              <TypeFields
                at={`ticketTypes[${i}].`}
                values={type}
                errors={form.errors}
                onChange={(values, name) => {
                  // All ticket types of an event share one currency.
                  const currency = values['price.currency']
                  change(ticketTypes.map((other, at) => (at === i ? values : { ...other, 'price.currency': currency })))
                  form.setErrors(before => Object.fromEntries(Object.entries(before).filter(([wrong]) => wrong !== name)))
                }}
              />
            )}
          </Repeated>
        </fieldset>
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.editor.create}
          </Button>
          <p className="soft">{t.editor.createHint}</p>
        </div>
      </Form>
      <Guard unsaved={!form.busy && !same(form.values, empty)} />
    </Page>
  )
}
