import { offline, Problem } from '../../problem'
import { Button, Form, TextField, useForm } from '../../ui'
import { useTexts } from '../orders'
import type { CardProps, Outcome } from './paying'

const cards = [
  ['4242 4242 4242 4242', 'testGood'],
  ['4000 0000 0000 0002', 'testDeclined'],
  ['4000 0000 0000 9995', 'testFunds'],
  ['4000 0027 6000 3184', 'testBank'],
] as const

/** The form field for each parameter in Stripe's errors. */
const fields: Record<string, string> = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc' }

interface Answer {
  status?: string
  next_action?: { redirect_to_url?: { url: string } }
  error?: { type?: string; code?: string; decline_code?: string; param?: string; message?: string }
}

/** The card form for the local stand-in of Stripe, which accepts test cards only. Real cards go through Stripe's own form. */
export function PlainCard({
  standIn,
  paymentIntentId,
  clientSecret,
  publishableKey,
  label,
  returnUrl,
  onStart,
  onEnd,
}: CardProps & { standIn: string }) {
  const t = useTexts()
  const { checkout } = t
  async function confirm(number: string, expiry: string, cvc: string): Promise<Answer> {
    const [month = '', year = ''] = expiry.split('/').map(part => part.trim())
    const response = await fetch(`${standIn}/v1/payment_intents/${paymentIntentId}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({
        key: publishableKey,
        client_secret: clientSecret,
        return_url: returnUrl,
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': number,
        'payment_method_data[card][exp_month]': month,
        'payment_method_data[card][exp_year]': year,
        'payment_method_data[card][cvc]': cvc,
      }),
    }).catch(offline)
    return (await response.json().catch(offline)) as Answer
  }
  const form = useForm(
    { number: '', expiry: '', cvc: '' },
    {
      check: ({ expiry }) => ({ expiry: expiry && !/^\s*\d{1,2}\s*\/\s*(\d{2}|\d{4})\s*$/.test(expiry) && checkout.expiryWrong }),
      submit: async ({ number, expiry, cvc }) => {
        let outcome: Outcome = 'unknown'
        onStart()
        try {
          const answer = await confirm(number, expiry, cvc)
          const { code = '', decline_code = 'generic', param, type } = answer.error ?? {}
          const bank = answer.next_action?.redirect_to_url?.url
          if (bank) {
            outcome = 'unsent'
            location.assign(bank)
          } else if (!answer.error) outcome = 'sent'
          else if (param) {
            outcome = 'unsent'
            const field = fields[/\[(\w+)\]$/.exec(param)?.[1] ?? ''] ?? 'number'
            throw new Problem(402, {
              code: 'card',
              errors: [{ field, code, message: checkout.declines[code] ?? answer.error.message ?? '' }],
            })
          } else if (type === 'card_error') outcome = { declined: checkout.declines[code] ? code : decline_code }
          else throw new Problem(0, { code: 'unknown' })
        } finally {
          onEnd(outcome)
        }
      },
    },
  )
  return (
    <Form form={form} label={checkout.payTitle}>
      <TextField label={checkout.card} required inputMode="numeric" autoComplete="cc-number" maxLength={23} {...form.field('number')} />
      <div className="fields">
        <TextField
          label={checkout.expiry}
          hint={checkout.expiryHint}
          required
          autoComplete="cc-exp"
          maxLength={7}
          {...form.field('expiry')}
        />
        <TextField
          label={checkout.cvc}
          hint={checkout.cvcHint}
          required
          inputMode="numeric"
          autoComplete="cc-csc"
          maxLength={4}
          {...form.field('cvc')}
        />
      </div>
      <details className="test-cards">
        <summary>{checkout.testCards}</summary>
        <ul className="test-card-list">
          {cards.map(([number, what]) => (
            <li key={number}>
              <code>{number}</code>
              <span>{checkout[what]}</span>
              <Button aria-label={`${checkout.use} ${number}`} onClick={() => form.setValues({ number, expiry: '12/34', cvc: '123' })}>
                {checkout.use}
              </Button>
            </li>
          ))}
        </ul>
      </details>
      <Button type="submit" kind="primary" className="wide" busy={form.busy}>
        {label}
      </Button>
    </Form>
  )
}
