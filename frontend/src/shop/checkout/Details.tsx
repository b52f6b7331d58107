import { CreateRegistrationRequest } from '../../api/limits'
import { changed, queries } from '../../api/questions'
import type { Session } from '../../auth/session'
import { language } from '../../i18n/language'
import { Button, Checkbox, Form, TextField, useForm, useGo } from '../../ui'
import { href } from '../../ui/pages'
import { type Basket, chosen, emptyBasket, subtotal } from '../basket'
import type { Event } from '../data'
import { EmailField, useTypoGuard } from '../EmailField'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { hold, keptOrder, type Order } from './hold'
import { Short } from './parts'
import { registrationQuery } from './registration'

/** The attendees' details, prefilled with the buyer's name. A guest says only who buys: the tickets are made out to them unless they ask otherwise. */
export function Details({ event, basket, session }: { event: Event; basket: Basket; session: Session | null }) {
  const t = useTexts()
  const go = useGo()
  const lines = chosen(event, basket)
  const tickets = lines.flatMap(({ type, quantity }) => Array.from({ length: quantity }, () => type))
  // Restore the input for a buyer who returns from the payment to change a name.
  const { attendees: before = [], buyer } = keptOrder(event.eventId)?.order ?? {}
  const initial: Record<string, string> = { forAll: before.every(it => JSON.stringify(it) === JSON.stringify(before[0])) ? 'yes' : '' }
  if (!session) Object.assign(initial, { 'buyer.name': buyer?.name ?? '', 'buyer.email': buyer?.email ?? '' })
  for (const i of tickets.keys()) {
    initial[`attendees[${i}].name`] = before[i]?.name ?? (i === 0 ? (session?.name ?? '') : '')
    initial[`attendees[${i}].email`] = before[i]?.email ?? ''
  }

  /** For each ticket, the fields that say whom it is for; none when all are for a guest. */
  const ownNames = ({ forAll }: Record<string, string>) => (forAll && !session ? [] : tickets.map((_, i) => (forAll ? 0 : i)))
  const guard = useTypoGuard()
  const form = useForm<Record<string, string>>(initial, {
    limits: CreateRegistrationRequest,
    draft: `attendees:${event.eventId}:${session?.userId ?? 'guest'}`,
    check: session ? undefined : values => ({ 'buyer.email': guard(values['buyer.email']) }),
    submit: async values => {
      const order: Order = {
        items: lines.map(({ type, quantity }) => ({ ticketTypeId: type.ticketTypeId, quantity })),
        attendees: ownNames(values).map(from => ({
          name: (values[`attendees[${from}].name`] ?? '').trim(),
          email: values[`attendees[${from}].email`]?.trim() || undefined,
        })),
        buyer: session
          ? undefined
          : { name: values['buyer.name']?.trim() ?? '', email: values['buyer.email']?.trim() ?? '', language: language() },
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
  const shown = forAll ? tickets.slice(0, session ? 1 : 0) : tickets
  return (
    <div className="card">
      <Form form={form} label={t.checkout.details}>
        <Short event={event} problem={form.problem} />
        <p className="soft">{session ? t.checkout.detailsText : t.checkout.buyerText}</p>
        {!session && (
          <div className="fields">
            <TextField label={t.checkout.name} autoComplete="name" {...form.field('buyer.name')} />
            <EmailField form={form} name="buyer.email" />
          </div>
        )}
        {shown.map((type, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tickets differ only by number
          <fieldset key={i}>
            {!forAll && <legend>{t.checkout.ticketOf(i + 1, type.name)}</legend>}
            <div className="fields">
              <TextField
                label={t.checkout.name}
                autoComplete={session && i === 0 ? 'name' : 'off'}
                {...form.field(`attendees[${i}].name`)}
              />
              <TextField
                label={t.checkout.email}
                type="email"
                inputMode="email"
                autoComplete={session && i === 0 ? 'email' : 'off'}
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
