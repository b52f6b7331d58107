import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { idempotencyKey } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { Session } from '../../auth/session'
import { Button, Checkbox, Form, TextField, useForm } from '../../ui'
import { type Basket, chosen, emptyBasket, subtotal } from '../basket'
import type { Event } from '../data'
import { useTexts } from '../orders'
import { hold, keepOrder, type Order } from './registration'

/** Who the tickets are for; the holder's own name stands there already. */
export function Details({ event, basket, session }: { event: Event; basket: Basket; session: Session }) {
  const t = useTexts()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const lines = chosen(event, basket)
  const tickets = lines.flatMap(({ type, quantity }) => Array.from({ length: quantity }, () => type))
  const [forAll, setForAll] = useState(true)
  const sent = useRef({ order: '', key: '' })
  const initial = Object.fromEntries(
    tickets.flatMap((_, i) => [
      [`attendees[${i}].name`, i === 0 ? session.name : ''],
      [`attendees[${i}].email`, ''],
    ]),
  ) as Record<string, string>

  const form = useForm<Record<string, string>>(initial, {
    draft: `attendees:${event.eventId}`,
    submit: async values => {
      const order: Order = {
        items: lines.map(({ type, quantity }) => ({ ticketTypeId: type.ticketTypeId, quantity })),
        attendees: tickets.map((_, i) => {
          const from = forAll ? 0 : i
          return { name: (values[`attendees[${from}].name`] ?? '').trim(), email: values[`attendees[${from}].email`]?.trim() || undefined }
        }),
      }
      const text = JSON.stringify(order)
      // Sent again after a failure it is the same order, and another one once something has changed.
      if (sent.current.order !== text) sent.current = { order: text, key: idempotencyKey() }
      try {
        const registration = await hold(event.eventId, order, sent.current.key)
        queries.setQueryData(['registration', registration.registrationId], registration)
        keepOrder(event.eventId, order)
        if (registration.status === 'confirmed') emptyBasket(event.eventId)
        go(`/checkout/${event.eventId}/${registration.registrationId}`)
      } catch (error) {
        // What is left is another number now; and a refused order may be sent again.
        void queries.invalidateQueries({ queryKey: ['event', event.eventId] })
        if (!asProblem(error).passing) sent.current = { order: '', key: '' }
        throw error
      }
    },
  })
  const shown = forAll ? tickets.slice(0, 1) : tickets
  return (
    <div className="card">
      <Form form={form} label={t.checkout.details}>
        <p className="soft">{t.checkout.detailsText}</p>
        {shown.map((type, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tickets have nothing but their number
          <fieldset key={i}>
            {!forAll && <legend>{t.checkout.ticketOf(i + 1, type.name)}</legend>}
            <div className="fields">
              <TextField
                label={t.checkout.name}
                required
                maxLength={100}
                autoComplete={i === 0 ? 'name' : 'off'}
                {...form.field(`attendees[${i}].name`)}
              />
              <TextField
                label={t.checkout.email}
                type="email"
                inputMode="email"
                maxLength={254}
                autoComplete={i === 0 ? 'email' : 'off'}
                hint={t.checkout.emailHint}
                {...form.field(`attendees[${i}].email`)}
              />
            </div>
          </fieldset>
        ))}
        {tickets.length > 1 && <Checkbox label={t.checkout.forAll} checked={forAll} onChange={setForAll} />}
        <Button type="submit" kind="primary" className="wide" busy={form.busy}>
          {subtotal(event, basket).amount === 0 ? t.checkout.registerFree : t.checkout.toPay}
        </Button>
      </Form>
    </div>
  )
}
