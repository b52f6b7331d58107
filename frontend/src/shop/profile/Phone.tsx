import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/questions'
import { asProblem, Problem } from '../../problem'
import { Badge, Button, Form, Loaded, Skeleton, TextField, useCommonTexts, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { useTexts } from './texts'

const changes = ['/me', '/me/notifications'] as const

/** The user's phone number, where text messages can be sent. */
export default function Phone() {
  const settings = useQuery(ask('/me/notifications', {}))
  return (
    <Loaded query={settings} skeleton={<Skeleton lines={6} />}>
      {({ smsAvailable }) => smsAvailable && <PhoneNumber />}
    </Loaded>
  )
}

function PhoneNumber() {
  const t = useTexts()
  const me = useQuery(ask('/me', {}))
  const [changing, setChanging] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const done = () => {
    setSentTo(null)
    setChanging(false)
  }
  return (
    <section className="stack" aria-labelledby="phone">
      <h2 id="phone">{t.phone.title}</h2>
      <p>{t.phone.text}</p>
      <Loaded query={me} skeleton={<Skeleton lines={2} />}>
        {({ phone, phoneVerified }) =>
          sentTo ? (
            <EnterCode phone={sentTo} onDone={done} onAgain={() => setSentTo(null)} />
          ) : phoneVerified && !changing ? (
            <>
              <p>
                <bdi>{phone}</bdi> <Badge tone="good">{t.phone.verified}</Badge>
              </p>
              <p>
                <Button onClick={() => setChanging(true)}>{t.phone.change}</Button>
              </p>
            </>
          ) : (
            <SendCode known={phone ?? ''} onSent={setSentTo} />
          )
        }
      </Loaded>
    </section>
  )
}

function SendCode({ known, onSent }: { known: string; onSent: (phone: string) => void }) {
  const t = useTexts()
  const start = useAction('POST /me/phone')
  const form = useForm(
    { phone: known },
    {
      check: ({ phone }) => ({ phone: phone && !/^\+[1-9]\d{5,14}$/.test(international(phone)) && t.phone.wrong }),
      submit: async ({ phone }) => onSent((await start.run({ body: { phone: international(phone) } })).phone),
    },
  )
  return (
    <Form form={form} label={t.phone.title}>
      <TextField label={t.phone.number} hint={t.phone.hint} type="tel" autoComplete="tel" {...form.field('phone')} required />
      <div className="actions">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t.phone.send}
        </Button>
      </div>
    </Form>
  )
}

function EnterCode({ phone, onDone, onAgain }: { phone: string; onDone: () => void; onAgain: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const verify = useAction('POST /me/phone/verify', { changes, said: () => t.phone.done })
  const form = useForm(
    { code: '' },
    {
      check: ({ code }) => ({ code: code && !/^\d{6}$/.test(code.trim()) && t.phone.sixDigits }),
      submit: async ({ code }) => {
        await verify.run({ body: { code: code.trim() } }).catch(ofCodes)
        onDone()
      },
    },
  )
  return (
    <Form form={form} label={t.phone.title}>
      <p>{t.phone.sent(phone)}</p>
      <TextField label={t.phone.code} inputMode="numeric" autoComplete="one-time-code" maxLength={6} {...form.field('code')} required />
      <div className="actions">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t.phone.confirm}
        </Button>
        <Button disabled={form.busy} onClick={onAgain}>
          {common.back}
        </Button>
      </div>
    </Form>
  )
}

/** The code of this refusal is that of an order with too many attempts to pay, too, which says something else. */
const ofCodes = (error: unknown): never => {
  const problem = asProblem(error)
  throw problem.code === 'too_many_attempts' ? new Problem(problem.status, { code: 'too_many_wrong_codes' }) : problem
}

/** The number in international format, without what people write between its digits. */
const international = (typed: string) => typed.replace(/[\s()/.-]/g, '').replace(/^00/, '+')
