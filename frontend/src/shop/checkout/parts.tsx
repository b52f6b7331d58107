import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Problem } from '../../problem'
import { Page } from '../../ui'
import { href } from '../../ui/pages'
import type { Event } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import './checkout.css'

/** The layout of every step but the last: the step on the left, the order on the right. */
export function Frame({
  title,
  step,
  free,
  summary,
  children,
}: {
  title: string
  step: 2 | 3
  free: boolean
  summary: ReactNode
  children: ReactNode
}) {
  const t = useTexts()
  const { choose, details, pay, done } = t.checkout.steps
  const steps = free ? [choose, details, done] : [choose, details, pay, done]
  return (
    <Page title={title} className="checkout">
      <nav aria-label={t.checkout.progress} className="steps">
        <ol className="step-list">
          {steps.map((name, i) => (
            <li key={name} aria-current={i + 1 === step ? 'step' : undefined} className={i + 1 < step ? 'past' : ''}>
              <span className="step-number" aria-hidden="true">
                {i + 1}
              </span>
              {name}
            </li>
          ))}
        </ol>
      </nav>
      <div className="checkout-columns">
        {/* First in the DOM, so that phones show the tax above the button. */}
        {summary}
        <div className="stack">{children}</div>
      </div>
    </Page>
  )
}

export function Summary({ event, changeable, children }: { event: Event; changeable?: boolean; children: ReactNode }) {
  const t = useTexts()
  return (
    <aside className="summary" aria-labelledby="order-title">
      <h2 id="order-title">{t.checkout.yourOrder}</h2>
      <p className="summary-event" dir="auto">
        {event.title}
      </p>
      {children}
      {changeable && <Link href={href(pages.event, { eventId: event.eventId })}>{t.checkout.change}</Link>}
    </aside>
  )
}

/** How many tickets are left of each type that was short. */
export function Short({ event, problem }: { event: Event; problem: Problem | null }) {
  const t = useTexts()
  const short = event.ticketTypes.filter(type => type.ticketTypeId in (problem?.available ?? {}))
  return (
    <>
      {short.map(({ ticketTypeId, name }) => (
        <p key={ticketTypeId}>{t.checkout.leftOf(name, problem?.available[ticketTypeId] ?? 0)}</p>
      ))}
    </>
  )
}
