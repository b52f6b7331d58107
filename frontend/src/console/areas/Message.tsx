import { MessageAttendeesRequest } from '../../api/limits'
import { date } from '../../i18n/format'
import { ChoiceField, Dialog, Form, FormActions, Notice, SelectField, TextArea, TextField, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import type { Event } from '../data'
import { useTexts } from './texts/orders'

const WEEK = 7 * 24 * 60 * 60 * 1000

/** From a week before the event to a week after it, everybody gets its messages. */
export const reachesEverybody = ({ startsAt, endsAt }: Pick<Event, 'startsAt' | 'endsAt'>, now: number) =>
  now >= Date.parse(startsAt) - WEEK && now <= Date.parse(endsAt) + WEEK

/** Writes to the people with tickets. */
export function Message({ event, onClose }: { event: Event; onClose: () => void }) {
  const t = useTexts()
  const { eventId, startsAt } = event
  const send = useAction('POST /events/{eventId}/messages', { said: ({ recipients }) => t.message.done(recipients) })
  const form = useForm(
    { subject: '', text: '', type: '', who: 'all' as 'all' | 'in' | 'out' },
    {
      limits: MessageAttendeesRequest,
      submit: async ({ subject, text, type, who }) => {
        const body = {
          subject: subject.trim(),
          text: text.trim(),
          ticketTypeIds: type ? [type] : undefined,
          checkedIn: who === 'all' ? undefined : who === 'in',
        }
        await send.run({ path: { eventId }, body, key: `${event.organizationId}:message:${eventId}` })
        onClose()
      },
    },
  )
  return (
    <Dialog title={t.message.title} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        {!reachesEverybody(event, Date.now()) && (
          <Notice>
            <p>{t.message.newsOnly(date(new Date(Date.parse(startsAt) - WEEK).toISOString(), event.timeZone))}</p>
          </Notice>
        )}
        {event.ticketTypes.length > 1 && (
          <SelectField label={t.message.types} value={form.values.type} onChange={value => form.set('type', value)}>
            <option value="">{t.attendees.everyType}</option>
            {event.ticketTypes.map(({ ticketTypeId, name }) => (
              <option key={ticketTypeId} value={ticketTypeId}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <ChoiceField
          label={t.message.who}
          value={form.values.who}
          choices={[
            { value: 'all', text: t.attendees.everyone },
            { value: 'in', text: t.attendees.inside },
            { value: 'out', text: t.attendees.outside },
          ]}
          onChange={value => form.set('who', value)}
        />
        <TextField label={t.message.subject} required {...form.field('subject')} />
        <TextArea label={t.message.text} hint={t.message.textHint} required rows={8} {...form.field('text')} />
        <FormActions action={t.message.action} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
