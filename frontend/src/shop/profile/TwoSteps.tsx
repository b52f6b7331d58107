import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmTwoSteps, endTwoSteps, hasTwoSteps, keyUri, newSecret } from '../../auth/pool'
import { signIn } from '../../auth/session'
import { asProblem } from '../../problem'
import { Badge, Button, Confirm, Copy, Failure, Form, Loaded, Notice, Skeleton, TextField, toast, useCommonTexts, useForm } from '../../ui'
import { useTask } from '../../ui/action'
import { Qr } from '../account/Qr'
import { useTexts } from './texts'

const key = ['two-steps']

/** Two-step sign-in: with a code that an authenticator app shows. */
export function TwoSteps({ account }: { account: string }) {
  const t = useTexts()
  const common = useCommonTexts()
  const state = useQuery({ queryKey: key, queryFn: hasTwoSteps })
  const again = state.error && asProblem(state.error).code === 'sign_in_again'
  return (
    <section className="card stack" aria-labelledby="two-steps">
      <h2 id="two-steps">{t.twoSteps.title}</h2>
      <p>{t.twoSteps.text}</p>
      {again ? (
        <Notice tone="warn" action={<Button onClick={() => void signIn()}>{common.signIn}</Button>}>
          {t.problems.sign_in_again}
        </Notice>
      ) : (
        <Loaded query={state} skeleton={<Skeleton lines={2} />}>
          {on => (on ? <On /> : <Off account={account} />)}
        </Loaded>
      )}
    </section>
  )
}

function On() {
  const t = useTexts()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const end = async () => {
    await endTwoSteps()
    client.setQueryData(key, false)
    toast(t.twoSteps.ended)
  }
  return (
    <>
      <p>
        <Badge tone="good">{t.twoSteps.on}</Badge>
      </p>
      <p>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t.twoSteps.end}
        </Button>
      </p>
      {asking && (
        <Confirm title={t.twoSteps.ask} action={t.twoSteps.end} onConfirm={end} onClose={() => setAsking(false)}>
          <p>{t.twoSteps.askText}</p>
        </Confirm>
      )}
    </>
  )
}

function Off({ account }: { account: string }) {
  const t = useTexts()
  const [secret, setSecret] = useState<string | null>(null)
  const begin = useTask(async () => setSecret(await newSecret()))
  if (secret) return <Confirming secret={secret} account={account} onCancel={() => setSecret(null)} />
  return (
    <>
      <p>
        <Badge>{t.twoSteps.off}</Badge>
      </p>
      {begin.problem && <Failure problem={begin.problem} />}
      <p>
        <Button kind="primary" busy={begin.busy} onClick={() => void begin.press()}>
          {t.twoSteps.begin}
        </Button>
      </p>
    </>
  )
}

function Confirming({ secret, account, onCancel }: { secret: string; account: string; onCancel: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const client = useQueryClient()
  const form = useForm(
    { code: '' },
    {
      check: ({ code }) => ({ code: code && !/^\d{6}$/.test(code.trim()) && t.twoSteps.sixDigits }),
      submit: async ({ code }) => {
        await confirmTwoSteps(code.trim())
        client.setQueryData(key, true)
        toast(t.twoSteps.begun)
      },
    },
  )
  return (
    <div className="two-steps">
      <Qr text={keyUri(secret, common.brand, account)} label={t.twoSteps.qr} />
      <div className="stack">
        <p>{t.twoSteps.scan}</p>
        <p>
          <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <Copy text={secret} label={t.twoSteps.copy} done={t.twoSteps.copied} />
        <Form form={form} label={t.twoSteps.title}>
          <TextField
            label={t.twoSteps.code}
            hint={t.twoSteps.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            {...form.field('code')}
            required
          />
          <div className="actions">
            <Button type="submit" kind="primary" busy={form.busy}>
              {t.twoSteps.confirm}
            </Button>
            <Button disabled={form.busy} onClick={onCancel}>
              {common.cancel}
            </Button>
          </div>
        </Form>
      </div>
    </div>
  )
}
