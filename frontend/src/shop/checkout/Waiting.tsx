import { useEffect, useState } from 'react'
import { queries } from '../../api/questions'
import { Page } from '../../ui'
import type { Registration } from '../data'
import { useTexts } from '../orders'
import { paymentQuery } from './registration'

const LONG = 20_000

/** The payment was submitted, here or elsewhere; the registration is confirmed once Stripe's webhook reaches the server. */
export function Waiting({
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
