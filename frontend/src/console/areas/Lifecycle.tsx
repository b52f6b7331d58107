import { type ReactNode, useState } from 'react'
import { CancelEventRequest } from '../../api/limits'
import { listOf, money } from '../../i18n/format'
import { Button, Confirm, TextArea, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import type { Event, Figures } from '../data'
import { pages } from '../pages'
import { ToVerification } from '../ToVerification'
import { useTexts } from './texts/overview'

type Step = 'publish' | 'cancel' | 'archive' | 'delete'

const steps: Record<Event['status'], readonly Step[]> = {
  draft: ['publish', 'delete'],
  published: ['cancel'],
  active: ['cancel'],
  completed: ['archive'],
  cancelled: ['archive'],
  archived: [],
}

/** The status changes available to an event, each with a confirmation dialog that explains its effect. */
export function Lifecycle({ event, figures }: { event: Event; figures?: Figures }) {
  const t = useTexts()
  const [asked, setAsked] = useState<Step | null>(null)
  const go = useGo()
  const [reason, setReason] = useState('')
  const { version } = event
  const path = { eventId: event.eventId }
  const said = (step: Step) => () => t.lifecycle[step].done
  const changes = ['/events/{eventId}', '/my-events', '/events/{eventId}/analytics'] as const
  const publish = useAction('POST /events/{eventId}/publish', { changes, said: said('publish') })
  const cancel = useAction('POST /events/{eventId}/cancel', { changes, said: said('cancel') })
  const archive = useAction('POST /events/{eventId}/archive', { changes, said: said('archive') })
  const remove = useAction('DELETE /events/{eventId}', { changes: ['/my-events'], said: said('delete') })
  const run: Record<Step, () => Promise<unknown>> = {
    publish: () => publish.run({ path, version }),
    cancel: () => cancel.run({ path, version, body: { reason: reason.trim() || undefined } }),
    archive: () => archive.run({ path, version }),
    delete: () => remove.run({ path, version }).then(() => go(href(pages.events, { org: event.organizationId }))),
  }
  const texts: Record<Step, ReactNode> = {
    publish: (
      <>
        <p>{t.lifecycle.publish.text(event.ticketTypes.length)}</p>
        <ToVerification after={publish.problem} />
      </>
    ),
    cancel: (
      <>
        <Consequences figures={figures} />
        <TextArea
          label={t.lifecycle.reason}
          hint={t.lifecycle.reasonHint}
          value={reason}
          {...CancelEventRequest.reason}
          onChange={setReason}
        />
      </>
    ),
    archive: <p>{t.lifecycle.archive.text}</p>,
    delete: <p>{t.lifecycle.delete.text}</p>,
  }
  if (steps[event.status].length === 0) return null
  return (
    <section className="card lifecycle" aria-labelledby="lifecycle">
      <h2 id="lifecycle">{t.lifecycle.title}</h2>
      {steps[event.status].map(step => (
        <div key={step} className="life-step">
          <div>
            <h3>{t.lifecycle[step].action}</h3>
            <p className="soft">{t.lifecycle[step].about}</p>
          </div>
          <Button
            kind={step === 'publish' ? 'primary' : step === 'archive' ? 'plain' : 'danger'}
            disabled={step === 'publish' && event.ticketTypes.length === 0}
            onClick={() => setAsked(step)}
          >
            {t.lifecycle[step].action}
          </Button>
        </div>
      ))}
      {asked && (
        <Confirm
          title={t.lifecycle[asked].ask(event.title)}
          action={t.lifecycle[asked].action}
          danger={asked === 'cancel' || asked === 'delete'}
          onConfirm={run[asked]}
          onClose={() => setAsked(null)}
        >
          {texts[asked]}
        </Confirm>
      )}
    </section>
  )
}

/** The impact of a cancellation: how many registrations and tickets are cancelled, and how much is refunded. */
function Consequences({ figures }: { figures: Figures | undefined }) {
  const t = useTexts()
  const back = figures?.money.filter(({ net }) => net.amount > 0).map(({ net }) => money(net)) ?? []
  return (
    <ul>
      <li>{t.lifecycle.cancel.stops}</li>
      {figures && <li>{t.lifecycle.cancel.people(figures.registrations.confirmed, figures.checkIns.tickets)}</li>}
      <li>
        {back.length > 0 ? t.lifecycle.cancel.money(listOf(back)) : figures ? t.lifecycle.cancel.noMoney : t.lifecycle.cancel.allMoney}
      </li>
      <li>{t.lifecycle.cancel.final}</li>
    </ul>
  )
}
