import { useState } from 'react'
import { RefundRequest } from '../../api/limits'
import { money } from '../../i18n/format'
import { ChoiceField, Dialog, Form, FormActions, MoneyField, Notice, TextField, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { majorUnits, minorUnits } from '../../ui/kinds'
import { left, type Registration, SALES } from '../data'
import { useOrganization } from '../organization'
import { useTexts } from './texts/orders'

/** Refunds a registration. A preview of the effects follows the input. */
export function Refund({ registration, onClose }: { registration: Registration; onClose: () => void }) {
  const t = useTexts()
  // Keep the registration as it was when the dialog opened: after a lost response the list already has the refund, and a retry must send
  // the same body.
  const [it] = useState(registration)
  const { currency } = it.total
  const most = left(it)
  const amountOf = (values: { part: boolean; amount: string }) => (values.part ? minorUnits(values.amount, currency) : most)
  const org = useOrganization()
  const refund = useAction('POST /registrations/{registrationId}/refunds', {
    changes: [...SALES, '/events/{eventId}/analytics', '/admin/bookings'],
    said: ({ amount }) => t.refund.done(money(amount)),
  })
  const form = useForm(
    { part: false, amount: '', reason: '' },
    {
      limits: RefundRequest,
      check: values => {
        const amount = amountOf(values)
        return { 'amount.amount': (amount === null || amount < 1 || amount > most) && t.refund.wrong(money({ amount: most, currency })) }
      },
      submit: async values => {
        const amount = amountOf(values) ?? most
        const body = {
          amount: values.part && amount < most ? { amount, currency } : undefined,
          reason: values.reason.trim() || undefined,
        }
        const { registrationId } = it
        await refund.run({ path: { registrationId }, body, key: `${org}:refund:${registrationId}` })
        onClose()
      },
    },
  )
  const amount = amountOf(form.values)
  const whole = amount === most
  return (
    <Dialog title={t.refund.title(it.buyerName)} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <ChoiceField
          label={t.refund.howMuch}
          hideLabel
          look="cards"
          value={form.values.part ? 'part' : 'all'}
          choices={[
            { value: 'all', text: t.refund.all(money({ amount: most, currency })) },
            { value: 'part', text: t.refund.part },
          ]}
          onChange={value =>
            form.setValues({
              ...form.values,
              part: value === 'part',
              amount: form.values.amount || majorUnits({ amount: most, currency }),
            })
          }
        />
        {form.values.part && (
          <MoneyField
            label={t.refund.amount}
            currency={currency}
            hint={t.refund.atMost(money({ amount: most, currency }))}
            required
            name="amount.amount"
            value={form.values.amount}
            error={form.errors['amount.amount']}
            onChange={value => {
              form.set('amount', value)
              form.setErrors({})
            }}
          />
        )}
        <TextField label={t.refund.reason} hint={t.refund.reasonHint} {...form.field('reason')} />
        {amount !== null && amount > 0 && amount <= most && (
          <Notice tone={whole ? 'warn' : 'neutral'} title={t.refund.preview}>
            <ul>
              <li>{t.refund.gets(it.buyerName, money({ amount, currency }))}</li>
              {whole && it.status === 'confirmed' ? (
                <li>{t.refund.cancels(it.ticketIds.length)}</li>
              ) : (
                it.status === 'confirmed' && <li>{t.refund.stays}</li>
              )}
              {!whole && <li>{t.refund.left(money({ amount: most - amount, currency }))}</li>}
            </ul>
          </Notice>
        )}
        <FormActions action={t.refund.action} kind="danger" busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
