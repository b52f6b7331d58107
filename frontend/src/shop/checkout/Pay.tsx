import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { api, data, serverNow } from '../../api/client'
import { asProblem, type Problem } from '../../problem'
import { money } from '../../i18n/format'
import { Boundary, Button, Failure, Icon, Notice, Page, Skeleton, useGo } from '../../ui'
import type { Event, Registration } from '../data'
import { useTexts } from '../orders'
import { taxText } from '../tax'
import { HoldTimer } from './HoldTimer'
import { PlainCard } from './PlainCard'
import { Frame, Lines, Short, Summary } from './parts'
import { type Attempt, attemptAtStart, forgetReturn, forgetSent, isSettled, keepSent, nextAsk, type Outcome, screenOf } from './paying'
import { forgetHold, hold, orderOf, paymentQuery, registrationQuery } from './registration'

const StripeCard = lazy(() => import('./StripeCard'))

export function Pay({ event, registration }: { event: Event; registration: Registration }) {
  const id = registration.registrationId
  const queries = useQueryClient()
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
    void queries.invalidateQueries({ queryKey: paymentQuery(id).queryKey })
    void queries.invalidateQueries({ queryKey: registrationQuery(id).queryKey })
  }
  if (screen === 'waiting') {
    return <Waiting registration={current.data} toldAt={current.dataUpdatedAt} sent={attempt.step === 'sent'} onFailed={refuse} />
  }
  if (screen === 'lapsed') return <Lapsed event={event} registration={current.data} />
  return <Form event={event} registration={current.data} attempt={attempt} onStart={() => setAttempt({ step: 'confirming' })} onEnd={end} />
}

function Form({
  event,
  registration,
  attempt,
  onStart,
  onEnd,
}: {
  event: Event
  registration: Registration
  attempt: Attempt
  onStart: () => void
  onEnd: (outcome: Outcome) => void
}) {
  const t = useTexts()
  const queries = useQueryClient()
  const body = { registrationId: registration.registrationId }
  const tax = useQuery({
    queryKey: ['tax', body.registrationId],
    queryFn: () => data(api.POST('/payments/calculate-tax', { body })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Wait for the tax, because the payment is for the total.
  const payment = useQuery({ ...paymentQuery(body.registrationId), enabled: tax.isSuccess, staleTime: Number.POSITIVE_INFINITY })
  // While an attempt is in progress, ignore refetched payment data, which would unmount the form.
  const confirming = attempt.step === 'confirming'
  const shown = useRef(payment.data)
  if (!confirming) shown.current = payment.data
  const error = confirming ? null : (tax.error ?? payment.error)
  const problem = error && asProblem(error)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per error
  useEffect(() => {
    // Paid in another tab, or being processed: wait for the server.
    if (problem?.code === 'already_paid' || problem?.code === 'payment_processing') onEnd('sent')
    if (problem?.code === 'registration_expired')
      void queries.invalidateQueries({ queryKey: registrationQuery(body.registrationId).queryKey })
  }, [problem?.code])

  const total = shown.current?.intent.amount ?? tax.data?.total
  const card = shown.current && {
    clientSecret: shown.current.intent.clientSecret,
    publishableKey: shown.current.intent.publishableKey,
    paymentIntentId: shown.current.intent.paymentIntentId,
    label: t.checkout.pay(money(shown.current.intent.amount)),
    returnUrl: `${location.origin}/checkout/${event.eventId}/${registration.registrationId}`,
    onStart,
    onEnd,
  }
  return (
    <Frame
      title={t.checkout.payTitle}
      step={3}
      free={false}
      summary={
        <Summary event={event}>
          <Lines lines={registration.items.map(({ name, quantity, total: sum }) => ({ name, quantity, total: sum }))} />
          <p className="sum-line">
            <span>{t.checkout.subtotal}</span>
            <span>{money(tax.data?.subtotal ?? registration.subtotal)}</span>
          </p>
          <p className="sum-line">
            <span>{taxText(t.price.tax, tax.data ?? { taxIncluded: registration.taxIncluded, taxRate: event.taxRate })}</span>
            <span>{tax.data ? money(tax.data.tax) : t.checkout.taxUnknown}</span>
          </p>
          <p className="sum-line strong">
            <span>{t.checkout.total}</span>
            <span>{total ? money(total) : '…'}</span>
          </p>
        </Summary>
      }
    >
      {registration.expiresAt && <HoldTimer expiresAt={registration.expiresAt} />}
      {attempt.step === 'none' && attempt.declined && <Declined code={attempt.declined} />}
      {problem && !(card && problem.passing) ? (
        <Failure problem={problem} retry={() => void (tax.isError ? tax.refetch() : payment.refetch())} />
      ) : card ? (
        <div className="card">
          {shown.current?.standIn ? (
            <PlainCard {...card} standIn={shown.current.standIn} />
          ) : (
            <Boundary part>
              <Suspense fallback={<Skeleton lines={5} />}>
                <StripeCard {...card} />
              </Suspense>
            </Boundary>
          )}
          <p className="hint secure">
            <Icon name="lock" />
            {t.checkout.secure}
          </p>
        </div>
      ) : (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
    </Frame>
  )
}

function Declined({ code }: { code: string }) {
  const { checkout } = useTexts()
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    notice.current?.querySelector<HTMLElement>('.notice')?.focus()
  }, [])
  return (
    <div ref={notice}>
      <Notice tone="bad" title={checkout.declined}>
        <p>{checkout.declines[code] ?? checkout.declines.generic}</p>
        <p>{checkout.declinedText}</p>
      </Notice>
    </div>
  )
}

const LONG = 20_000

/** The payment was submitted, here or elsewhere; the registration is confirmed once Stripe's webhook reaches the server. */
function Waiting({
  registration: { registrationId, status, paymentStatus, paymentFailure },
  toldAt,
  sent,
  onFailed,
}: {
  registration: Registration
  toldAt: number
  sent: boolean
  onFailed: (code: string) => void
}) {
  const t = useTexts()
  const queries = useQueryClient()
  const [long, setLong] = useState(!sent)
  const failed = status === 'pending' && paymentStatus === 'failed'
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG)
    return () => clearTimeout(timer)
  }, [])
  // This may be a late webhook for an earlier decline: the attempt has failed only if the payment can be started again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each response with this status
  useEffect(() => {
    if (!failed) return
    let gone = false
    queries.fetchQuery({ ...paymentQuery(registrationId), staleTime: 0 }).then(
      () => !gone && onFailed(paymentFailure ?? 'generic'),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [failed, toldAt])
  return (
    <Page title={t.checkout.waiting} className="narrow">
      <div className="card waiting" role="status">
        <span className="spinner" aria-hidden="true" />
        <p>{long ? t.checkout.waitingLong : t.checkout.waitingText}</p>
      </div>
    </Page>
  )
}

/** An expired hold. One button holds the same order again. */
function Lapsed({ event, registration }: { event: Event; registration: Registration }) {
  const t = useTexts()
  const queries = useQueryClient()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const again = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const held = await hold(event.eventId, orderOf(registration))
      queries.setQueryData(['registration', held.registrationId], held)
      go(`/checkout/${event.eventId}/${held.registrationId}`, { replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  const { refunds, paid } = registration
  // Until the server has closed the payments, a successful one may still be reported.
  const unpaid = isSettled(registration) && paid?.amount === 0
  return (
    <Frame
      title={t.checkout.lapsed}
      step={3}
      free={false}
      summary={
        <Summary event={event} changeable>
          <Lines lines={registration.items.map(({ name, quantity, total }) => ({ name, quantity, total }))} />
        </Summary>
      }
    >
      <Notice
        tone="warn"
        action={
          <Button kind="primary" busy={busy} onClick={() => void again()}>
            {t.checkout.holdAgain}
          </Button>
        }
      >
        <p>
          {t.checkout.lapsedText} {unpaid && t.checkout.notCharged}
        </p>
        {refunds.length > 0 && <p>{t.checkout.lapsedRefunded}</p>}
      </Notice>
      {problem && <Failure problem={problem} />}
      <Short event={event} problem={problem} />
    </Frame>
  )
}
