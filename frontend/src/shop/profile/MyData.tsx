import { useState } from 'react'
import { api, data } from '../../api/client'
import { signIn, useSession } from '../../auth/session'
import { signOut } from '../../auth/sign-out'
import { Button, Checkbox, Dialog, Failure, Form, TextField, useCommonTexts, useForm } from '../../ui'
import { useTask } from '../../ui/action'
import { useTexts } from './texts'

/** What is known of the user, and how to delete it. */
export default function MyData() {
  const t = useTexts()
  const [deleting, setDeleting] = useState(false)
  const file = useTask(async () => {
    const { url } = await data(api.POST('/me/export'))
    // Browsers show JSON instead of saving it, so this page stays.
    Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noopener' }).click()
  })
  return (
    <section className="stack" aria-labelledby="my-data">
      <h2 id="my-data">{t.data.title}</h2>
      <p>{t.data.file}</p>
      <div>
        <Button busy={file.busy} onClick={() => void file.press()}>
          {t.data.download}
        </Button>
        {file.problem && <Failure problem={file.problem} />}
      </div>
      <p>{t.data.text}</p>
      <h3>{t.data.stays}</h3>
      <ul>
        {t.data.kept.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>
        <Button kind="danger" onClick={() => setDeleting(true)}>
          {t.data.remove}
        </Button>
      </p>
      {deleting && <Deleting onClose={() => setDeleting(false)} />}
    </section>
  )
}

function Deleting({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const common = useCommonTexts()
  const email = useSession()?.email ?? ''
  const form = useForm(
    { keepTickets: true, email: '' },
    {
      check: ({ email: typed }) => ({ email: typed && typed.trim().toLowerCase() !== email.toLowerCase() && t.data.otherAddress }),
      submit: async ({ keepTickets }) => {
        await data(api.DELETE('/me', { params: { query: { keepTickets } } }))
        // The account is gone: this browser forgets it too, and so do the hosted pages.
        await signOut()
      },
    },
  )
  return (
    <Dialog title={t.data.ask} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{t.data.askText}</p>
        <Checkbox
          label={t.data.keep}
          hint={t.data.keepHint}
          checked={form.values.keepTickets}
          onChange={keep => form.set('keepTickets', keep)}
        />
        <TextField label={t.data.type} hint={email} type="email" autoComplete="off" {...form.field('email')} required />
        <div className="actions">
          <Button disabled={form.busy} onClick={onClose}>
            {common.back}
          </Button>
          {form.problem?.code === 'sign_in_again' ? (
            <Button kind="primary" onClick={() => void signIn()}>
              {common.signIn}
            </Button>
          ) : (
            <Button type="submit" kind="danger" busy={form.busy}>
              {t.data.remove}
            </Button>
          )}
        </div>
      </Form>
    </Dialog>
  )
}
