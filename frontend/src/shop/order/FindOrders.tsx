import { useState } from 'react'
import { LookupOrdersRequest } from '../../api/limits'
import { useSession } from '../../auth/session'
import { announce, Button, Form, Notice, Page, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { PageLink } from '../../ui/pages'
import { EmailField, useTypoGuard } from '../EmailField'
import { useTexts } from '../orders'
import { pages } from '../pages'

/** Mails the links of a guest's orders. The answer is the same for every address, so that it tells nothing about anybody. */
export function FindOrders() {
  const t = useTexts()
  const session = useSession()
  const lookup = useAction('POST /orders/lookup')
  const [sent, setSent] = useState<string | null>(null)
  const guard = useTypoGuard()
  const form = useForm(
    { email: session?.email ?? '' },
    {
      limits: LookupOrdersRequest,
      check: ({ email }) => ({ email: guard(email) }),
      submit: async ({ email }) => {
        await lookup.run({ body: { email: email.trim() } })
        setSent(email.trim())
        announce(t.find.sent)
      },
    },
  )
  return (
    <Page title={t.nav.find} className="narrow" lead={t.find.lead}>
      <div className="stack">
        {sent && (
          <Notice tone="good" title={t.find.sent}>
            {t.find.sentText(sent)}
          </Notice>
        )}
        <div className="card">
          <Form form={form} label={t.nav.find}>
            <EmailField form={form} name="email" />
            <Button type="submit" kind="primary" className="wide" busy={form.busy}>
              {t.find.send}
            </Button>
          </Form>
        </div>
        <p>
          {t.find.account} <PageLink to={pages.tickets}>{t.nav.tickets}</PageLink>
        </p>
      </div>
    </Page>
  )
}
