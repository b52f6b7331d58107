import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client'
import { CreateEventRequest } from '../../api/limits'
import { Button, Form, Notice, Page, Repeated, same, toast, useForm, useGo } from '../../ui'
import { keyFor } from '../data'
import { EventFields, TypeFields } from '../fields'
import { Guard } from '../guard'
import { eventBody, newEvent, newType, type TypeValues, typeBody, wrongPrice } from '../values'
import { useTexts } from './texts/events'

const DRAFT = 'new-event'

/** Creates a draft and its ticket types in one request. The input is kept in session storage until then. */
export default function NewEvent() {
  const t = useTexts()
  const queries = useQueryClient()
  const go = useGo()
  const [empty] = useState(() => ({ ...newEvent(), ticketTypes: [newType()] }))
  const form = useForm(empty, {
    draft: DRAFT,
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
      const body = { ...eventBody(values), ticketTypes: values.ticketTypes.map(type => typeBody(type, values.timeZone)) }
      const made = await data(api.POST('/events', { params: { header: { 'Idempotency-Key': keyFor(DRAFT, body) } }, body }))
      void queries.invalidateQueries({ queryKey: ['my-events'] })
      queries.setQueryData(['event', made.eventId], made)
      toast(t.editor.made)
      go(`/e/${made.eventId}`)
    },
  })
  const [restored] = useState(() => !same(form.values, empty))
  const [kept, setKept] = useState(restored)
  const { ticketTypes } = form.values
  const change = (next: TypeValues[]) => form.set('ticketTypes', next)
  const startAfresh = () => {
    form.setValues(empty)
    form.setErrors({})
    setKept(false)
  }
  return (
    <Page title={t.editor.newTitle} lead={t.editor.newLead} back={{ href: '/', text: t.events.title }} className="editor">
      {kept && <Notice action={<Button onClick={startAfresh}>{t.editor.startAfresh}</Button>}>{t.editor.restored}</Notice>}
      <Form form={form} label={t.editor.newTitle}>
        <EventFields field={form.field} />
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
