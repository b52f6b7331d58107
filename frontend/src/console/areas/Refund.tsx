import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client'
import { RefundRequest } from '../../api/limits'
import { money } from '../../i18n/format'
import { Button, ChoiceField, Dialog, Form, MoneyField, Notice, TextField, toast, useCommonTexts, useForm } from '../../ui'
import { majorUnits, minorUnits } from '../../ui/kinds'
import { keyFor, keyUsed, left, type Registration } from '../data'
import { useTexts } from './texts/orders'

/** Refunds a registration. A preview of the effects follows the input. */
export function Refund({ registration, onBack, onClose }: { registration: Registration; onBack: () => void; onClose: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const queries = useQueryClient()
  // As of opening the dialog: after a lost response the list already contains the refund, but a retry must send the same body.
  const [it] = useState(registration)
  const { currency } = it.total
  const most = left(it)
  const amountOf = (values: { part: boolean; amount: string }) => (values.part ? minorUnits(values.amount, currency) : most)
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
        const path = { registrationId: it.registrationId }
        const name = `refund:${it.registrationId}`
        const header = { 'Idempotency-Key': keyFor(name, body) }
        const made = await data(api.POST('/registrations/{registrationId}/refunds', { params: { path, header }, body }))
        keyUsed(name)
        for (const name of ['registrations', 'figures', 'event']) void queries.invalidateQueries({ queryKey: [name, it.eventId] })
        toast(t.refund.done(money(made.amount)))
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
        <div className="actions">
          <Button type="submit" kind="danger" busy={form.busy}>
            {t.refund.action}
          </Button>
          <Button disabled={form.busy} onClick={onBack}>
            {common.back}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
