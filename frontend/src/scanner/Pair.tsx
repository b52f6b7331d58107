import { api, data } from '../api/client'
import { forgetPerson, keep, useSession } from '../auth/session'
import { Button, Form, TextField, toast, useForm } from '../ui'
import { actAsDevice, actsAsDevice, keepPairing } from './pairing'
import { useTexts } from './texts/events'

const LENGTH = 8

/** The code as typed, without spaces and dashes. */
const codeIn = (typed: string) => typed.replace(/[\W_]/g, '')

/** The form that makes this telephone a gate device, by the code that the console shows. */
export default function Pair({ code, onPaired }: { code: string; onPaired: () => void }) {
  const t = useTexts()
  const session = useSession()
  const form = useForm(
    { pairingCode: code },
    {
      check: ({ pairingCode }) => ({ pairingCode: codeIn(pairingCode).length !== LENGTH && t.pair.wrong }),
      submit: async ({ pairingCode }) => {
        toast(t.pair.done(await pair(codeIn(pairingCode))))
        onPaired()
      },
    },
  )
  return (
    <Form form={form} label={t.pair.title}>
      <p className="soft">{t.pair.text}</p>
      <TextField
        label={t.pair.code}
        hint={t.pair.codeHint}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
        maxLength={20}
        {...form.field('pairingCode')}
      />
      {session && !actsAsDevice() && <p className="soft">{t.pair.signsOut(session.name)}</p>}
      <Button type="submit" kind="primary" busy={form.busy}>
        {t.pair.action}
      </Button>
    </Form>
  )
}

/** Pairs this device, and signs out whoever is signed in: it is going to be handed over. Returns its name. */
async function pair(pairingCode: string): Promise<string> {
  const paired = await data(api.POST('/devices/pair', { body: { pairingCode } }))
  const { name, until, events, clientId: client, idToken: id, accessToken: access, refreshToken: refresh, expiresIn } = paired
  const pairing = { name, until, events, client, tokens: { id, access, refresh, expiresAt: Date.now() + expiresIn * 1000 } }
  forgetPerson()
  keepPairing(pairing)
  keep(null, true)
  actAsDevice(pairing)
  return name
}
