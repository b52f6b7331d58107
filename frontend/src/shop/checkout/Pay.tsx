import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { api, data, idempotencyKey, serverNow } from '../../api/client'
import { asProblem, type Problem } from '../../api/problem'
import { money } from '../../i18n/format'
import { Button, Failure, Icon, Notice, Page, Skeleton } from '../../ui'
import type { Event, Registration } from '../data'
import { useTexts } from '../orders'
import { HoldTimer } from './HoldTimer'
import { PlainCard } from './PlainCard'
import { Frame, Lines, Summary } from './parts'
import { hold, orderAgain, paymentQuery, pollFrom, registrationQuery } from './registration'

const StripeCard = lazy(() => import('./StripeCard'))

/** What a card form is given. It says how an attempt ended; whether money has come is the server's to say. */
export interface CardProps {
  clientSecret: string
  publishableKey: string
  paymentIntentId: string
  /** On the button: "Pay €25.00". */
  label: string
  returnUrl: string
  onSent: () => void
  /** With the code of the decline. */
  onDeclined: (code: string) => void
}

export function Pay({ event, registration }: { event: Event; registration: Registration }) {
  const id = registration.registrationId
  // Kept over a reload: what was sent must not be offered to be paid again.
  const [sentAt, setSentAt] = useState(() => sentBefore(id))
  const [declined, setDeclined] = useState<string | null>(() =>
    new URLSearchParams(location.search).get('redirect_status') === 'failed' ? 'payment_intent_authentication_failure' : null,
  )
  const [lapsed, setLapsed] = useState(
    registration.status === 'expired' || (registration.expiresAt !== null && Date.parse(registration.expiresAt) <= serverNow()),
  )
  const onLapse = useCallback(() => setLapsed(true), [])
  const sent = () => {
    sessionStorage.setItem(sentKey(id), String(Date.now()))
    setDeclined(null)
    setSentAt(Date.now())
  }
  const refuse = (code: string) => {
    sessionStorage.removeItem(sentKey(id))
    setSentAt(null)
    setDeclined(code)
  }
  if (sentAt) return <Waiting registration={registration} since={sentAt} onFailed={refuse} />
  if (lapsed) return <Lapsed event={event} registration={registration} />
  return <Form event={event} registration={registration} declined={declined} onSent={sent} onDeclined={refuse} onLapse={onLapse} />
}

const sentKey = (registrationId: string) => `paid:${registrationId}`

function sentBefore(registrationId: string): number | null {
  const returned = new URLSearchParams(location.search).get('redirect_status')
  if (returned && returned !== 'failed') return Date.now()
  return Number(sessionStorage.getItem(sentKey(registrationId))) || null
}

function Form({
  event,
  registration,
  declined,
  onSent,
  onDeclined,
  onLapse,
}: {
  event: Event
  registration: Registration
  declined: string | null
  onSent: () => void
  onDeclined: (code: string) => void
  onLapse: () => void
}) {
  const t = useTexts()
  const queries = useQueryClient()
  const body = { registrationId: registration.registrationId }
  const tax = useQuery({
    queryKey: ['tax', body.registrationId],
    queryFn: () => data(api.POST('/payments/calculate-tax', { body })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  // After the tax: the payment is made out for the total.
  const payment = useQuery({ ...paymentQuery(body.registrationId), enabled: tax.isSuccess, staleTime: Number.POSITIVE_INFINITY })
  const problem = (tax.error ?? payment.error) && asProblem(tax.error ?? payment.error)
  useEffect(() => {
    // Paid in another tab, or an attempt is under way: the server knows better.
    if (problem?.code === 'already_paid' || problem?.code === 'payment_processing') onSent()
    if (problem?.code === 'registration_expired') onLapse()
  }, [problem?.code, onSent, onLapse])

  const total = payment.data?.intent.amount ?? tax.data?.total
  const card = payment.data && {
    clientSecret: payment.data.intent.clientSecret,
    publishableKey: payment.data.intent.publishableKey,
    paymentIntentId: payment.data.intent.paymentIntentId,
    label: t.checkout.pay(money(payment.data.intent.amount)),
    returnUrl: `${location.origin}/checkout/${event.eventId}/${registration.registrationId}`,
    onSent,
    onDeclined: (code: string) => {
      onDeclined(code)
      // A failed attempt may have changed which intent is to be paid.
      void queries.invalidateQueries({ queryKey: paymentQuery(body.registrationId).queryKey })
    },
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
            <span>{t.checkout.tax}</span>
            <span>{tax.data ? money(tax.data.tax) : t.checkout.taxUnknown}</span>
          </p>
          <p className="sum-line strong">
            <span>{t.checkout.total}</span>
            <span>{total ? money(total) : '…'}</span>
          </p>
        </Summary>
      }
    >
      {registration.expiresAt && <HoldTimer expiresAt={registration.expiresAt} onLapse={onLapse} />}
      {declined && <Declined code={declined} />}
      {problem ? (
        <Failure problem={problem} retry={() => void (tax.isError ? tax.refetch() : payment.refetch())} />
      ) : card ? (
        <div className="card">
          {payment.data?.standIn ? (
            <PlainCard {...card} standIn={payment.data.standIn} />
          ) : (
            <Suspense fallback={<Skeleton lines={5} />}>
              <StripeCard {...card} />
            </Suspense>
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

/** The bank has answered; the registration is confirmed when Stripe has told our server. */
function Waiting({ registration, since, onFailed }: { registration: Registration; since: number; onFailed: (code: string) => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [long, setLong] = useState(false)
  // Asks until it is confirmed; then the page above shows the tickets.
  const current = useQuery({
    ...registrationQuery(registration.registrationId),
    refetchInterval: () => pollFrom(since),
    initialData: registration,
    staleTime: 0,
  })
  const { registrationId, status, paymentStatus, paymentFailure } = current.data
  const failed = status === 'pending' && paymentStatus === 'failed'
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG)
    return () => clearTimeout(timer)
  }, [])
  // It may be the decline before this attempt, of which the server has heard late: only what can be paid again has failed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked with each answer that says so
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
  }, [failed, current.dataUpdatedAt])
  return (
    <Page title={t.checkout.waiting} className="narrow">
      <div className="card waiting" role="status">
        <span className="spinner" aria-hidden="true" />
        <p>{long ? t.checkout.waitingLong : t.checkout.waitingText}</p>
      </div>
    </Page>
  )
}

/** Nothing is lost: the same order is held again by one action. */
function Lapsed({ event, registration }: { event: Event; registration: Registration }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const key = useRef(idempotencyKey())
  const again = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const held = await hold(event.eventId, orderAgain(event, registration), key.current)
      queries.setQueryData(['registration', held.registrationId], held)
      go(`/checkout/${event.eventId}/${held.registrationId}`, { replace: true })
    } catch (error) {
      const refusal = asProblem(error)
      if (!refusal.passing) key.current = idempotencyKey()
      setProblem(refusal)
      setBusy(false)
    }
  }
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
        {t.checkout.lapsedText}
      </Notice>
      {problem && <Failure problem={problem} />}
    </Frame>
  )
}
