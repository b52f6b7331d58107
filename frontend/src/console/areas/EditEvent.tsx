import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateEventRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { Checkbox, differences, Notice, useEdit } from '../../ui'
import { useAction } from '../../ui/action'
import { type Event, eventOf } from '../data'
import { EditForm } from '../EditForm'
import { EventFields } from '../fields'
import { useLive } from '../live'
import { concerns, type EventValues, eventBody, eventValues } from '../values'
import { Images } from './Images'
import { TicketTypes } from './TicketTypes'
import { useTexts } from './texts/events'

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
  const [notify, setNotify] = useState(true)
  const edit = useEdit(eventValues(event), {
    draft: `${organizationId}:event:${eventId}`,
    limits: CreateEventRequest,
    check: values => ({ endsAt: values.endsAt <= values.startsAt && t.editor.endsBeforeStart }),
    save: async (values, base) => {
      const body = { ...differences(eventBody(values), eventBody(base)), notify }
      const saved = await update.run({ path: { eventId }, body, version })
      setNotify(true)
      queries.setQueryData(eventOf(eventId).queryKey, saved)
      return eventValues(saved)
    },
  })
  const tells = event.status !== 'draft' && concerns(edit.values, edit.base)
  const show = (name: keyof EventValues) => (name === 'priceDisplay' ? (t.editor.priceDisplays[edit.now[name]] ?? '') : edit.now[name])
  return (
    <EditForm edit={edit} label={t.editor.details} names={t.editor.fields} show={show}>
      <EventFields field={edit.form.field} locked={event.status !== 'draft'} started={event.status === 'active'} />
      {tells && <Telling eventId={eventId} notify={notify} onChange={setNotify} />}
    </EditForm>
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
