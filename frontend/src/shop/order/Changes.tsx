import { useState } from 'react'
import { UpdateRegistrationRequest } from '../../api/limits'
import { changed, queries } from '../../api/questions'
import { asProblem } from '../../problem'
import { Button, Confirm, Dialog, Failure, Form, FormActions, TextField, useCommonTexts, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { registrationQuery } from '../checkout/registration'
import type { Registration } from '../data'
import { EmailField, useTypoGuard } from '../EmailField'
import { headerOf, keepKey, keyOf } from '../keys'
import { useTexts } from '../orders'

/** What a guest can change of an order, beside cancelling it. */
export function Changes({ order }: { order: Registration }) {
  const t = useTexts()
  const [open, setOpen] = useState<'names' | 'address' | 'link' | null>(null)
  const close = () => setOpen(null)
  const resending = useAction('POST /registrations/{registrationId}/resend', { said: () => t.order.resendDone })
  const rotating = useAction('POST /registrations/{registrationId}/rotate-link', { said: () => t.order.newLinkDone })
  const sent = { path: { registrationId: order.registrationId }, header: headerOf(keyOf(order.registrationId)) }
  return (
    <section className="card stack" aria-labelledby="changes">
      <h2 id="changes">{t.order.change}</h2>
      <div className="actions">
        <Button onClick={() => setOpen('names')}>{t.order.names}</Button>
        <Button onClick={() => setOpen('address')}>{t.order.address}</Button>
        {order.tickets.length > 0 && (
          <Button busy={resending.busy} onClick={() => void resending.press(sent)}>
            {t.order.resend}
          </Button>
        )}
        <Button onClick={() => setOpen('link')}>{t.order.newLink}</Button>
      </div>
      {resending.problem && <Failure problem={resending.problem} />}
      {open === 'names' && <Names order={order} onClose={close} />}
      {open === 'address' && <Address order={order} onClose={close} />}
      {open === 'link' && (
        <Confirm
          title={t.order.newLinkTitle}
          action={t.order.newLink}
          onConfirm={() => shown(rotating.run({ ...sent, version: order.version }))}
          onClose={close}
        >
          <p>{t.order.newLinkText}</p>
        </Confirm>
      )}
    </section>
  )
}

/**
 * Shows the order that a change answers with. If the change gave the order a new key, that replaces the old key in the address bar, so that
 * a bookmark opens the order. If the change is refused, the order is loaded again, because somebody may have changed it meanwhile.
 */
async function shown(change: Promise<Registration>) {
  try {
    const order = await change
    const { registrationId, orderKey } = order
    if (orderKey) keepKey(registrationId, orderKey)
    queries.setQueryData(registrationQuery(registrationId).queryKey, order)
    if (orderKey) history.replaceState(history.state, '', `#${orderKey}`)
    else void changed('/tickets/{ticketId}')
  } catch (error) {
    const asked = changed('/registrations/{registrationId}')
    // The page shows what has changed before it says so.
    if (asProblem(error).code === 'version_mismatch') await asked
    throw error
  }
}

function useCorrection(order: Registration, said: string) {
  const correcting = useAction('PATCH /registrations/{registrationId}', { said: () => said })
  const { registrationId, version } = order
  return (body: Parameters<typeof correcting.run>[0]['body']) =>
    shown(correcting.run({ path: { registrationId }, body, version, header: headerOf(keyOf(registrationId)) }))
}

function Names({ order, onClose }: { order: Registration; onClose: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const correct = useCorrection(order, t.order.namesDone)
  const tickets = order.items.flatMap(({ name, quantity }) => Array.from({ length: quantity }, () => name))
  // Tickets without an attendee are made out to the buyer. With another address a ticket would get a new code.
  const holders = tickets.map((_, i) => order.attendees[i] ?? { name: order.buyerName, email: order.buyerEmail })
  const form = useForm<Record<string, string>>(Object.fromEntries(holders.map(({ name }, i) => [`attendees[${i}].name`, name])), {
    limits: UpdateRegistrationRequest,
    submit: async values => {
      await correct({ attendees: holders.map(({ email }, i) => ({ name: (values[`attendees[${i}].name`] ?? '').trim(), email })) })
      onClose()
    },
  })
  return (
    <Dialog title={t.order.names} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{t.order.namesText}</p>
        {tickets.map((name, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tickets differ only by number
          <TextField key={i} label={t.checkout.ticketOf(i + 1, name)} autoComplete="off" {...form.field(`attendees[${i}].name`)} />
        ))}
        <FormActions action={common.save} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

function Address({ order, onClose }: { order: Registration; onClose: () => void }) {
  const t = useTexts()
  const correct = useCorrection(order, t.order.addressDone)
  const guard = useTypoGuard()
  const form = useForm(
    { 'buyer.email': order.buyerEmail },
    {
      limits: UpdateRegistrationRequest,
      check: values => ({ 'buyer.email': guard(values['buyer.email']) }),
      submit: async values => {
        const email = values['buyer.email'].trim()
        // Tickets that go to the buyer's wrong address follow to the right one.
        const attendees = order.attendees.map(it => (it.email === order.buyerEmail ? { ...it, email } : it))
        await correct({ buyer: { email }, attendees })
        onClose()
      },
    },
  )
  return (
    <Dialog title={t.order.address} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{t.order.addressText}</p>
        <EmailField form={form} name="buyer.email" />
        <FormActions action={t.order.address} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
