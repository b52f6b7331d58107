import { CreateRegistrationRequest } from '../../api/limits'
import { changed, queries } from '../../api/questions'
import type { Session } from '../../auth/session'
import { Button, Checkbox, Form, TextField, useForm, useGo } from '../../ui'
import { href } from '../../ui/pages'
import { type Basket, chosen, emptyBasket, subtotal } from '../basket'
import type { Event } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { Short } from './parts'
import { hold, keptOrder, type Order, registrationQuery } from './registration'

/** The attendees' details, prefilled with the buyer's name. */
export function Details({ event, basket, session }: { event: Event; basket: Basket; session: Session }) {
  const t = useTexts()
  const go = useGo()
  const lines = chosen(event, basket)
  const tickets = lines.flatMap(({ type, quantity }) => Array.from({ length: quantity }, () => type))
  // Restore the input for a buyer who returns from the payment to change a name.
  const before = keptOrder(event.eventId)?.order.attendees ?? []
  const initial: Record<string, string> = { forAll: before.every(it => JSON.stringify(it) === JSON.stringify(before[0])) ? 'yes' : '' }
  for (const i of tickets.keys()) {
    initial[`attendees[${i}].name`] = before[i]?.name ?? (i === 0 ? session.name : '')
    initial[`attendees[${i}].email`] = before[i]?.email ?? ''
  }

  const form = useForm<Record<string, string>>(initial, {
    limits: CreateRegistrationRequest,
    draft: `attendees:${event.eventId}:${session.userId}`,
    submit: async values => {
      const order: Order = {
        items: lines.map(({ type, quantity }) => ({ ticketTypeId: type.ticketTypeId, quantity })),
        attendees: tickets.map((_, i) => {
          const from = values.forAll ? 0 : i
          return { name: (values[`attendees[${from}].name`] ?? '').trim(), email: values[`attendees[${from}].email`]?.trim() || undefined }
        }),
      }
      try {
        const registration = await hold(event.eventId, order)
        queries.setQueryData(registrationQuery(registration.registrationId).queryKey, registration)
        if (registration.status === 'confirmed') emptyBasket(event.eventId)
        go(href(pages.payment, registration))
      } catch (error) {
        // Availability has changed: refetch it.
        void changed('/events/{eventId}')
        throw error
      }
    },
  })
  const forAll = Boolean(form.values.forAll)
  const shown = forAll ? tickets.slice(0, 1) : tickets
  return (
    <div className="card">
      <Form form={form} label={t.checkout.details}>
        <Short event={event} problem={form.problem} />
        <p className="soft">{t.checkout.detailsText}</p>
        {shown.map((type, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tickets differ only by number
          <fieldset key={i}>
            {!forAll && <legend>{t.checkout.ticketOf(i + 1, type.name)}</legend>}
            <div className="fields">
              <TextField label={t.checkout.name} autoComplete={i === 0 ? 'name' : 'off'} {...form.field(`attendees[${i}].name`)} />
              <TextField
                label={t.checkout.email}
                type="email"
                inputMode="email"
                autoComplete={i === 0 ? 'email' : 'off'}
                hint={t.checkout.emailHint}
                {...form.field(`attendees[${i}].email`)}
              />
            </div>
          </fieldset>
        ))}
        {tickets.length > 1 && (
          <Checkbox label={t.checkout.forAll} checked={forAll} onChange={all => form.set('forAll', all ? 'yes' : '')} />
        )}
        <Button type="submit" kind="primary" className="wide" busy={form.busy}>
          {subtotal(event, basket).amount === 0 ? t.checkout.registerFree : t.checkout.toPay}
        </Button>
      </Form>
    </div>
  )
}
