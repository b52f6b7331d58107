import { CreateWebhookEndpointRequest } from '../api/limits'
import { Button, Checkbox, Copy, Dialog, Form, FormActions, Notice, TextField, useForm } from '../ui'
import { useAction } from '../ui/action'
import { useTexts } from './areas/texts/webhooks'
import { HOOK, HOOKS, type Hook, type HookType, hookTypes, type NewSecret } from './hooks'

/** Adds an endpoint, or edits one. */
export function HookForm({
  org,
  hook,
  onClose,
  onCreated,
}: {
  org: string
  hook?: Hook
  onClose: () => void
  onCreated?: (created: NewSecret) => void
}) {
  const t = useTexts()
  const create = useAction('POST /webhook-endpoints', { changes: [HOOKS] })
  const update = useAction('PATCH /webhook-endpoints/{endpointId}', { changes: [HOOKS, HOOK], said: () => t.hooks.saved })
  const form = useForm(
    { url: hook?.url ?? '', description: hook?.description ?? '', events: [...(hook?.events ?? ['*'])] as HookType[] },
    {
      limits: CreateWebhookEndpointRequest,
      check: ({ events }) => ({ events: events.length === 0 && t.hooks.choose }),
      submit: async ({ url, description, events }) => {
        const body = { url: url.trim(), events, description: description.trim() || undefined }
        if (!hook) return onCreated?.(await create.run({ body: { ...body, organizationId: org }, key: `${org}:webhook` }))
        await update.run({
          path: { endpointId: hook.endpointId },
          body: { ...body, description: body.description ?? null },
          version: hook.version,
        })
        onClose()
      },
    },
  )
  const { events } = form.values
  const choose = (type: HookType, on: boolean) => form.set('events', on ? [...events, type] : events.filter(other => other !== type))
  const title = hook ? t.hooks.edit : t.hooks.add
  return (
    <Dialog title={title} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <TextField label={t.hooks.url} hint={t.hooks.urlHint} inputMode="url" autoComplete="off" {...form.field('url')} />
        <TextField label={t.hooks.description} autoComplete="off" {...form.field('description')} />
        <fieldset className="stack" aria-describedby="events-error">
          <legend>{t.hooks.events}</legend>
          <Checkbox
            name="events"
            label={t.hooks.all}
            hint={t.hooks.allHint}
            checked={events.includes('*')}
            onChange={on => form.set('events', on ? ['*'] : [])}
          />
          {!events.includes('*') &&
            hookTypes.map(type => (
              <Checkbox
                key={type}
                name="events"
                label={t.types[type]}
                hint={type}
                checked={events.includes(type)}
                onChange={on => choose(type, on)}
              />
            ))}
          <p id="events-error" className="error" role="alert">
            {form.errors.events}
          </p>
        </fieldset>
        <FormActions action={hook ? t.hooks.save : t.hooks.add} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

/** A new secret, which is shown once. */
export function HookSecret({ of: { secret, formerSecretUntil }, onClose }: { of: NewSecret; onClose: () => void }) {
  const t = useTexts()
  return (
    <Dialog
      title={t.secret.title}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t.secret.done}
        </Button>
      }
    >
      {secret ? (
        <div className="stack">
          <p>{t.secret.text}</p>
          <p className="code-line">
            <code>{secret}</code>
          </p>
          <Copy text={secret} label={t.secret.copy} done={t.secret.copied} />
          {formerSecretUntil && <p className="soft">{t.secret.rotated}</p>}
        </div>
      ) : (
        <Notice tone="warn">{t.secret.gone}</Notice>
      )}
    </Dialog>
  )
}
