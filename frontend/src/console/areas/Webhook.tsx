import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { ask } from '../../api/questions'
import { dateTime, number } from '../../i18n/format'
import { ownZone } from '../../i18n/times'
import { Badge, Button, Confirm, Disclosure, Facts, Failure, Loaded, Notice, Page, Skeleton, type Tone, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { hookIcon } from '../../ui/icons/work'
import { href } from '../../ui/pages'
import { HookForm, HookSecret } from '../HookForm'
import { DELIVERIES, HOOK, HOOKS, type Hook, lightOf, lights, type NewSecret } from '../hooks'
import { ListPage } from '../ListPage'
import { LIVE, useLive } from '../live'
import { pages } from '../pages'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/webhooks'

type Delivery = Schemas['WebhookDeliveryView']
type Attempt = Schemas['WebhookAttemptView']

const tones = { queued: 'accent', delivered: 'good', failed: 'bad' } satisfies Record<Delivery['status'], Tone>

/** One endpoint: its state, what can be done with it, and its messages. */
export default function Webhook({ org, endpointId }: { org: string; endpointId: string }) {
  const t = useTexts()
  const hook = useQuery(ask(HOOK, { path: { endpointId } }))
  return (
    <Page title={t.nav.webhooks} back={{ href: href(pages.webhooks, { org }), text: t.nav.webhooks }}>
      <Loaded query={hook} skeleton={<Skeleton lines={6} />}>
        {it => (
          <div className="stack">
            <One org={org} hook={it} />
            <Messages hook={it} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function One({ org, hook }: { org: string; hook: Hook }) {
  const t = useTexts()
  const go = useGo()
  const [dialog, open] = useState<'edit' | 'rotate' | 'remove' | null>(null)
  const [secret, setSecret] = useState<NewSecret | null>(null)
  const path = { endpointId: hook.endpointId }
  const close = () => open(null)
  const test = useAction('POST /webhook-endpoints/{endpointId}/test')
  const [tested, setTested] = useState<Attempt | null>(null)
  const turn = useAction('PATCH /webhook-endpoints/{endpointId}', { changes: [HOOKS, HOOK], said: it => t.one.switched(it.enabled) })
  const rotate = useAction('POST /webhook-endpoints/{endpointId}/rotate-secret', { changes: [HOOKS, HOOK] })
  const remove = useAction('DELETE /webhook-endpoints/{endpointId}', { changes: [HOOKS], said: () => t.one.removed })
  const problem = test.problem ?? turn.problem
  return (
    <section className="card stack">
      <h2 className="break">{hook.url}</h2>
      <Facts
        facts={[
          [
            t.hooks.state,
            <Badge key="state" tone={lights[lightOf(hook)]}>
              {t.hooks.states[lightOf(hook)]}
            </Badge>,
          ],
          [t.hooks.description, hook.description && <bdi>{hook.description}</bdi>],
          [t.hooks.events, hook.events.map(type => t.types[type]).join(', ')],
          [t.hooks.last, hook.lastSuccessAt && dateTime(hook.lastSuccessAt, ownZone())],
          [t.secret.end, t.secret.ends(hook.secretEnd)],
        ]}
      />
      {hook.failuresInARow > 0 && <p>{t.one.failures(hook.failuresInARow)}</p>}
      {!hook.enabled && <Notice tone="warn">{t.one.isOff}</Notice>}
      <div className="actions">
        <Button busy={test.busy} onClick={() => void test.press({ path }).then(it => setTested(it ?? null))}>
          {t.one.test}
        </Button>
        <Button onClick={() => open('edit')}>{t.hooks.edit}</Button>
        <Button busy={turn.busy} onClick={() => void turn.press({ path, body: { enabled: !hook.enabled }, version: hook.version })}>
          {hook.enabled ? t.one.off : t.one.on}
        </Button>
        <Button onClick={() => open('rotate')}>{t.secret.rotate}</Button>
        <Button kind="danger" onClick={() => open('remove')}>
          {t.one.remove}
        </Button>
      </div>
      <p role="status">{tested && said(tested)}</p>
      {problem && <Failure problem={problem} />}
      {dialog === 'edit' && <HookForm org={org} hook={hook} onClose={close} />}
      {dialog === 'rotate' && (
        <Confirm
          title={t.secret.rotateAsk}
          action={t.secret.rotate}
          onConfirm={async () => setSecret(await rotate.run({ path, key: `${hook.endpointId}:${hook.version}:rotate` }))}
          onClose={close}
        >
          <p>{t.secret.rotateText}</p>
        </Confirm>
      )}
      {dialog === 'remove' && (
        <Confirm
          title={t.one.removeAsk}
          action={t.one.remove}
          onConfirm={async () => {
            await remove.run({ path })
            go(href(pages.webhooks, { org }))
          }}
          onClose={close}
        >
          <p>{t.one.removeText}</p>
        </Confirm>
      )}
      {secret && <HookSecret of={secret} onClose={() => setSecret(null)} />}
    </section>
  )

  function said({ status, ms, error }: Attempt) {
    return status === null ? t.one.silent(t.errors[error ?? ''] ?? error ?? '') : t.one.tested(status, number(ms ?? 0))
  }
}

function Messages({ hook: { endpointId, enabled } }: { hook: Hook }) {
  const t = useTexts()
  const path = { endpointId }
  const status = (useFilter('status')[0] || undefined) as Delivery['status'] | undefined
  const list = useList(DELIVERIES, {
    path,
    query: { status },
    search: { label: t.messages.search, of: it => [it.type, t.types[it.type], it.deliveryId] },
    filters: {
      status: { label: t.messages.status, all: t.messages.every, options: Object.entries(t.messages.statuses) },
    },
  })
  useLive(ask(DELIVERIES, { path, query: { limit: 100 } }), { changes: [DELIVERIES, HOOK], every: LIVE })
  const again = useAction('POST /webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redeliver', {
    changes: [DELIVERIES],
    said: () => t.messages.queued,
  })
  return (
    <section className="stack">
      <h2>{t.messages.title}</h2>
      {again.problem && <Failure problem={again.problem} />}
      <ListPage
        list={list}
        caption={t.messages.title}
        empty={{ icon: hookIcon, title: t.messages.none, text: t.messages.noneText }}
        found={t.messages.found(list.rows.length)}
        keyOf={it => it.deliveryId}
        columns={[
          list.column('at', t.messages.at, it => dateTime(it.createdAt, ownZone()), { sorted: 'descending' }),
          list.column('type', t.messages.type, it => t.types[it.type]),
          list.column('status', t.messages.status, it => <Badge tone={tones[it.status]}>{t.messages.statuses[it.status]}</Badge>),
          list.column('attempts', t.messages.attempts, it => <Attempts of={it} />),
          list.column(
            'actions',
            t.actions,
            it =>
              enabled &&
              it.status !== 'queued' && (
                <div className="actions row-actions">
                  <Button
                    kind="quiet"
                    aria-label={t.messages.againOf(it.deliveryId)}
                    onClick={() => void again.press({ path: { ...path, deliveryId: it.deliveryId } })}
                  >
                    {t.messages.again}
                  </Button>
                </div>
              ),
            { end: true },
          ),
        ]}
      />
    </section>
  )
}

function Attempts({ of: { attempts, nextAttemptAt, body } }: { of: Delivery }) {
  const t = useTexts()
  return (
    <div className="stack">
      {nextAttemptAt && <span className="soft">{t.messages.next(dateTime(nextAttemptAt, ownZone()))}</span>}
      <Disclosure title={`${t.messages.details} (${number(attempts.length)})`}>
        <ol>
          {attempts.map(({ at, status, ms, error, answer }) => (
            <li key={at}>
              {dateTime(at, ownZone())}: {status === null ? (t.errors[error ?? ''] ?? error) : t.messages.answered(status, number(ms ?? 0))}
              {answer && <pre className="code-block">{answer}</pre>}
            </li>
          ))}
        </ol>
        <p>{t.messages.body}</p>
        <pre className="code-block">{pretty(body)}</pre>
      </Disclosure>
    </div>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
