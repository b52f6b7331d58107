import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { queries } from '../../api/questions'
import { money } from '../../i18n/format'
import { asProblem } from '../../problem'
import { Boundary, Failure, Icon, Notice, Skeleton } from '../../ui'
import { lockIcon } from '../../ui/icons/house'
import { href } from '../../ui/pages'
import type { Event, Registration } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { taxText } from '../tax'
import { HoldTimer } from './HoldTimer'
import { Lines } from './Lines'
import { PlainCard } from './PlainCard'
import { Frame, Summary } from './parts'
import type { Attempt, Outcome } from './paying'
import { paymentQuery, registrationQuery, taxQuery } from './registration'

const StripeCard = lazy(() => import('./StripeCard'))

/** The order with its tax and total, and the form for the card. */
export function PayForm({
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
  const { registrationId } = registration
  const tax = useQuery({ ...taxQuery(registrationId), staleTime: Number.POSITIVE_INFINITY })
  // Wait for the tax, because the payment is for the total.
  const payment = useQuery({ ...paymentQuery(registrationId), enabled: tax.isSuccess, staleTime: Number.POSITIVE_INFINITY })
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
    if (problem?.code === 'registration_expired') void queries.invalidateQueries(registrationQuery(registrationId))
  }, [problem?.code])

  const total = shown.current?.intent.amount ?? tax.data?.total
  const card = shown.current && {
    clientSecret: shown.current.intent.clientSecret,
    publishableKey: shown.current.intent.publishableKey,
    paymentIntentId: shown.current.intent.paymentIntentId,
    label: t.checkout.pay(money(shown.current.intent.amount)),
    returnUrl: location.origin + href(pages.payment, registration),
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
            <Icon of={lockIcon} />
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
