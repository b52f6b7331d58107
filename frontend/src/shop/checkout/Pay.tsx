import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useState } from 'react'
import { serverNow } from '../../api/client'
import { queries } from '../../api/questions'
import type { Event, Registration } from '../data'
import { forgetHold } from './hold'
import { Lapsed } from './Lapsed'
import { PayForm } from './PayForm'
import { type Attempt, attemptAtStart, forgetReturn, forgetSent, keepSent, nextAsk, type Outcome, screenOf } from './paying'
import { paymentQuery, registrationQuery } from './registration'
import { Waiting } from './Waiting'

/** The payment of a registration: which screen is shown follows from its state on the server and the attempt in progress in this tab. */
export function Pay({ event, registration }: { event: Event; registration: Registration }) {
  const id = registration.registrationId
  const [attempt, setAttempt] = useState<Attempt>(() => attemptAtStart(id))
  const [opened] = useState(Date.now)
  useLayoutEffect(forgetReturn, [])
  // Converts the device's time to the server's.
  const told = (at: number) => at + serverNow() - Date.now()
  const since = attempt.step === 'sent' ? attempt.since : opened
  const current = useQuery({
    ...registrationQuery(id),
    initialData: registration,
    refetchInterval: ({ state: { data: it = registration, dataUpdatedAt } }) =>
      nextAsk(it, screenOf(it, told(dataUpdatedAt), attempt), since, serverNow()),
  })
  const screen = screenOf(current.data, told(current.dataUpdatedAt), attempt)
  useEffect(() => {
    if (screen !== 'lapsed') return
    forgetSent(id)
    forgetHold(event.eventId, id)
  }, [screen, id, event.eventId])

  const refuse = (code: string | null) => {
    forgetSent(id)
    setAttempt({ step: 'none', declined: code })
  }
  const end = (outcome: Outcome) => {
    if (outcome === 'sent') return setAttempt(keepSent(id))
    refuse(typeof outcome === 'object' ? outcome.declined : null)
    if (outcome === 'unsent') return
    // A failed attempt may need a new payment intent, and the server knows the result of one without a response.
    void queries.invalidateQueries(paymentQuery(id))
    void queries.invalidateQueries(registrationQuery(id))
  }
  if (screen === 'waiting') {
    return <Waiting registration={current.data} toldAt={current.dataUpdatedAt} sent={attempt.step === 'sent'} onFailed={refuse} />
  }
  if (screen === 'lapsed') return <Lapsed event={event} registration={current.data} />
  return (
    <PayForm event={event} registration={current.data} attempt={attempt} onStart={() => setAttempt({ step: 'confirming' })} onEnd={end} />
  )
}
