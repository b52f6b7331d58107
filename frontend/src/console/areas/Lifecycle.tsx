import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, data } from '../../api/client'
import { CancelEventRequest } from '../../api/limits'
import { listOf, money } from '../../i18n/format'
import { Button, Confirm, TextArea, toast, useGo } from '../../ui'
import { type Event, type Figures, ifMatch } from '../data'
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
  const queries = useQueryClient()
  const go = useGo()
  const [reason, setReason] = useState('')
  const params = { path: { eventId: event.eventId }, header: ifMatch(event.version) }
  const run: Record<Step, () => Promise<unknown>> = {
    publish: () => data(api.POST('/events/{eventId}/publish', { params })),
    cancel: () => data(api.POST('/events/{eventId}/cancel', { params, body: { reason: reason.trim() || undefined } })),
    archive: () => data(api.POST('/events/{eventId}/archive', { params })),
    delete: () => data(api.DELETE('/events/{eventId}', { params })),
  }
  const confirm = (step: Step) => async () => {
    try {
      await run[step]()
    } finally {
      // Refetch after an error too: it may mean that the event has changed.
      void queries.invalidateQueries({ queryKey: ['event', event.eventId] })
    }
    toast(t.lifecycle[step].done)
    void queries.invalidateQueries({ queryKey: ['my-events'] })
    void queries.invalidateQueries({ queryKey: ['figures', event.eventId] })
    if (step === 'delete') go('/')
  }
  const texts: Record<Step, ReactNode> = {
    publish: <p>{t.lifecycle.publish.text(event.ticketTypes.length)}</p>,
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
          onConfirm={confirm(asked)}
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
