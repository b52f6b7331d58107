import { Dialog, Form, FormActions, type Limits, TextArea, useForm } from '../../../ui'
import { useTexts } from '../texts/admin'

/** Asks before an act on a person or an organization: says what follows, and takes the reason for the audit log. */
export function Act({
  texts,
  name,
  limits,
  danger,
  onAct,
  onClose,
}: {
  texts: { action: string; title: (name: string) => string; text: string }
  name: string
  limits: Limits
  danger: boolean
  onAct: (reason: string) => Promise<unknown>
  onClose: () => void
}) {
  const t = useTexts()
  const form = useForm(
    { reason: '' },
    {
      limits,
      submit: async ({ reason }) => {
        await onAct(reason.trim())
        onClose()
      },
    },
  )
  return (
    <Dialog title={texts.title(name)} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{texts.text}</p>
        <TextArea label={t.reason} hint={t.reasonHint} rows={3} {...form.field('reason')} />
        <FormActions action={texts.action} kind={danger ? 'danger' : 'primary'} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
