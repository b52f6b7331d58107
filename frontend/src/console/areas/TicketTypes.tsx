import { useState } from 'react'
import { CreateEventRequest, TicketTypeField } from '../../api/limits'
import { money, number } from '../../i18n/format'
import { Badge, Button, Dialog, differences, Empty, FormActions, Table, useCommonTexts, useEdit } from '../../ui'
import { useAction } from '../../ui/action'
import { editIcon } from '../../ui/icons/console'
import { plusIcon } from '../../ui/icons/more'
import { ticketIcon } from '../../ui/icons/site'
import type { Event, TicketType } from '../data'
import { EditForm } from '../EditForm'
import { TypeFields } from '../fields'
import { ToVerification } from '../ToVerification'
import { newType, typeBody, typeValues, wrongPrice } from '../values'
import { useTexts } from './texts/events'

const MOST = CreateEventRequest.ticketTypes.most

/** The ticket types of an event, each edited in a dialog. */
export function TicketTypes({ event }: { event: Event }) {
  const t = useTexts()
  /** Id of the ticket type whose dialog is open. */
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const type = event.ticketTypes.find(({ ticketTypeId }) => ticketTypeId === open)
  const add = (
    <Button icon={plusIcon} onClick={() => setOpen('new')}>
      {t.types.add}
    </Button>
  )
  return (
    <section className="stack" aria-labelledby="ticket-types">
      <div className="section-head">
        <h2 id="ticket-types">{t.types.title}</h2>
        {event.ticketTypes.length > 0 && event.ticketTypes.length < MOST && add}
      </div>
      {event.ticketTypes.length === 0 ? (
        <Empty icon={ticketIcon} title={t.types.none} action={add}>
          {t.types.noneText}
        </Empty>
      ) : (
        <Table
          caption={t.types.title}
          columns={[
            { id: 'name', title: t.types.name, cell: (type: TicketType) => <strong>{type.name}</strong> },
            { id: 'price', title: t.types.price, cell: type => (type.price.amount === 0 ? t.types.free : money(type.price)), end: true },
            { id: 'quantity', title: t.types.quantity, cell: type => number(type.quantity), end: true },
            { id: 'state', title: t.types.state, cell: type => <Badge>{t.types.states[type.availability]}</Badge> },
            {
              id: 'actions',
              title: t.actions,
              cell: type => (
                <Button kind="quiet" icon={editIcon} aria-label={t.types.change(type.name)} onClick={() => setOpen(type.ticketTypeId)}>
                  {t.types.edit}
                </Button>
              ),
            },
          ]}
          rows={event.ticketTypes}
          keyOf={type => type.ticketTypeId}
        />
      )}
      {(type || open === 'new') && <Editor event={event} type={type ?? null} onClose={() => setOpen(null)} />}
    </section>
  )
}

function Editor({ event, type, onClose }: { event: Event; type: TicketType | null; onClose: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const effects = {
    changes: ['/events/{eventId}', '/events/{eventId}/analytics'],
    said: () => t.types.saved(edit.values.name.trim()),
  } as const
  const add = useAction('POST /events/{eventId}/ticket-types', effects)
  const update = useAction('PATCH /events/{eventId}/ticket-types/{ticketTypeId}', effects)
  const edit = useEdit(type ? typeValues(type, event.timeZone) : newType(event.ticketTypes[0]?.price.currency), {
    limits: TicketTypeField,
    check: values => ({ 'price.amount': values['price.amount'] && wrongPrice(values) && t.types.wrongPrice }),
    save: async (values, base) => {
      const body = typeBody(values, event.timeZone)
      const { eventId, organizationId, version } = event
      if (type) {
        const path = { eventId, ticketTypeId: type.ticketTypeId }
        await update.run({ path, body: differences(body, typeBody(base, event.timeZone)), version })
      } else await add.run({ path: { eventId }, body, key: `${organizationId}:type:${eventId}` })
      onClose()
      return null
    },
  })
  const { form, values, base } = edit
  return (
    <Dialog title={type ? t.types.change(type.name) : t.types.add} busy={form.busy} onClose={onClose}>
      <EditForm edit={edit} names={{ ...t.types, 'price.amount': t.types.price, 'price.currency': t.types.currency }} bar={false}>
        <TypeFields
          values={values}
          errors={form.errors}
          currencyLocked={event.status !== 'draft' && type !== null}
          onChange={(values, name) => {
            form.setValues({ ...values, base })
            form.setErrors(errors => Object.fromEntries(Object.entries(errors).filter(([wrong]) => wrong !== name)))
          }}
        />
        {type && event.status !== 'draft' && <p className="soft">{t.types.priceHint}</p>}
        <ToVerification after={form.problem} />
        <FormActions action={common.save} busy={form.busy} onClose={onClose} />
      </EditForm>
    </Dialog>
  )
}
