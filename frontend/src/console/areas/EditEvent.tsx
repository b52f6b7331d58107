import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { ask, queries } from '../../api/questions'
import { Button, Checkbox, Form, Notice, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { differences, held, rebase, same } from '../../ui/edit'
import { type Event, eventOf } from '../data'
import { EventFields } from '../fields'
import { Guard } from '../guard'
import { useLive } from '../live'
import { useTexts } from '../texts'
import { concerns, type EventValues, eventBody, eventValues } from '../values'
import { Images } from './Images'
import { TicketTypes } from './TicketTypes'

/** Edits an event. Concurrent changes by others are merged as they arrive; a field that both changed is a conflict. */
export default function EditEvent({ event }: { event: Event }) {
  const t = useTexts()
  // What others change is merged into the input as it arrives.
  useLive(eventOf(event.eventId), { changes: [] })
  return ['completed', 'cancelled', 'archived'].includes(event.status) ? (
    <Notice>{t.editor.closed}</Notice>
  ) : (
    <div className="stack editor">
      <TicketTypes event={event} />
      <Images event={event} />
      <Details event={event} />
    </div>
  )
}

function Details({ event }: { event: Event }) {
  const t = useTexts()
  const { eventId, organizationId, version } = event
  const update = useAction('PATCH /events/{eventId}', { changes: ['/events/{eventId}', '/my-events'], said: () => t.editor.saved })
  const now = eventValues(event)
  const [both, setBoth] = useState<(keyof EventValues)[]>([])
  const [notify, setNotify] = useState(true)
  const form = useForm(
    { ...now, base: now },
    {
      draft: `${organizationId}:event:${eventId}`,
      check: values => ({ endsAt: values.endsAt <= values.startsAt && t.editor.endsBeforeStart }),
      submit: async ({ base, ...values }) => {
        const body = { ...differences(eventBody(values), eventBody(base)), notify }
        const saved = await update.run({ path: { eventId }, body, version })
        const kept = eventValues(saved)
        // Keep what was typed during the request; it is not saved yet.
        form.setValues(({ base: _, ...typed }) => held(rebase({ values: typed, base: values }, kept)))
        setBoth([])
        setNotify(true)
        queries.setQueryData(eventOf(eventId).queryKey, saved)
      },
    },
  )
  const { base, ...values } = form.values
  const dirty = !same(values, base)
  const tells = event.status !== 'draft' && concerns(values, base)
  const seen = JSON.stringify(now)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the event has changed
  useLayoutEffect(() => {
    if (same(base, now)) return
    const next = rebase({ values, base }, now)
    form.setValues(held(next))
    setBoth(next.both)
  }, [seen])
  const take = () => {
    form.setValues({ ...now, base: now })
    form.setErrors({})
    setBoth([])
  }
  return (
    <Form form={form} label={t.editor.details}>
      {both.length > 0 && (
        <Notice tone="warn" title={t.editor.conflict} action={<Button onClick={take}>{t.editor.takeTheirs}</Button>}>
          <p>{t.editor.conflictText}</p>
          <ul>
            {both.map(name => (
              <li key={name}>
                <strong>{t.editor.fields[name]}:</strong> {name === 'priceDisplay' ? t.editor.priceDisplays[now[name]] : now[name] || '–'}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <EventFields field={form.field} locked={event.status !== 'draft'} started={event.status === 'active'} />
      {tells && <Telling eventId={eventId} notify={notify} onChange={setNotify} />}
      <div className={`save-bar${dirty ? ' dirty' : ''}`}>
        <p>{dirty ? t.editor.unsaved : t.editor.nothingToSave}</p>
        <div className="actions">
          {dirty && (
            <Button kind="quiet" onClick={take}>
              {t.editor.discard}
            </Button>
          )}
          <Button type="submit" kind="primary" busy={form.busy} disabled={!dirty}>
            {t.editor.save}
          </Button>
        </div>
      </div>
      <Guard unsaved={dirty && !form.busy} />
    </Form>
  )
}

/** Warns that ticket holders are affected by a change; shown once it is known that there are any. */
function Telling({ eventId, notify, onChange }: { eventId: string; notify: boolean; onChange: (notify: boolean) => void }) {
  const t = useTexts()
  const audience = useQuery(ask('/events/{eventId}/audience', { path: { eventId } }))
  if (audience.isPending || audience.data?.people === 0) return null
  return (
    <Notice tone="warn" title={t.editor.tells}>
      <p>{t.editor.tellsText}</p>
      <Checkbox
        label={t.editor.notify}
        hint={audience.data && t.editor.people(audience.data.people, audience.data.complete)}
        checked={notify}
        onChange={onChange}
      />
    </Notice>
  )
}
