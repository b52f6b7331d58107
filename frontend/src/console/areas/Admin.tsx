import { useState } from 'react'
import { RefundRequest } from '../../api/limits'
import { money } from '../../i18n/format'
import { Button, Confirm, Form, Notice, Page, TextField, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { useTexts } from './texts/orders'

/** Actions of administrators across organizations: refunding a registration. */
export default function Admin() {
  const t = useTexts()
  const [asked, setAsked] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const form = useForm(
    { registrationId: '', reason: '' },
    {
      limits: RefundRequest,
      submit: async () => {
        setDone(null)
        setAsked(true)
      },
    },
  )
  const registrationId = form.values.registrationId.trim()
  const { run } = useAction('POST /registrations/{registrationId}/refunds')
  const refund = async () => {
    const body = { reason: form.values.reason.trim() || undefined }
    const { amount } = await run({ path: { registrationId }, body, key: `refund:${registrationId}` })
    setDone(t.admin.done(money(amount), registrationId))
    form.setValues({ registrationId: '', reason: '' })
  }
  return (
    <Page title={t.admin.title} lead={t.admin.lead} className="narrow">
      <div className="stack">
        {done && <Notice tone="good">{done}</Notice>}
        <section className="card" aria-labelledby="refund">
          <h2 id="refund">{t.admin.refund}</h2>
          <Form form={form} label={t.admin.refund}>
            <p className="soft">{t.admin.refundText}</p>
            <TextField
              label={t.registrations.number}
              required
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              {...form.field('registrationId')}
            />
            <TextField label={t.refund.reason} hint={t.refund.reasonHint} {...form.field('reason')} />
            <div className="actions">
              <Button type="submit" kind="danger">
                {t.refund.action}
              </Button>
            </div>
          </Form>
        </section>
        {asked && (
          <Confirm title={t.admin.ask(registrationId)} action={t.refund.action} onConfirm={refund} onClose={() => setAsked(false)}>
            <p>{t.admin.askText}</p>
          </Confirm>
        )}
      </div>
    </Page>
  )
}
