import { useQuery } from '@tanstack/react-query'
import { lazy, useEffect } from 'react'
import { signIn, useSession } from '../../auth/session'
import { listOf, money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { asProblem } from '../../problem'
import { Button, Empty, Failure, LinkButton, Loading, NotFound, Notice, Page, SignedIn, toast, useCommonTexts, useGo } from '../../ui'
import { href, PageLink } from '../../ui/pages'
import { basketOf, chosen, subtotal } from '../basket'
import { type Event, useEvent } from '../data'
import { isRefused, keyOf } from '../keys'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { taxOf, taxText } from '../tax'
import { Details } from './Details'
import { forgetPurchase, keptOrder } from './hold'
import { Lines } from './Lines'
import { Pay } from './Pay'
import { Frame, Summary } from './parts'
import { registrationQuery } from './registration'

// Loaded when a signed-in buyer has paid.
const Done = lazy(() => import('./Done'))

/** The checkout, from basket to tickets. The step follows from the registration's status on the server, so that a reload keeps it. */
export default function Checkout({ eventId, registrationId }: { eventId: string; registrationId?: string }) {
  const event = useEvent(eventId)
  const { failed } = useCommonTexts()
  const t = useTexts()
  if (!event.data) {
    if (event.error && asProblem(event.error).status === 404) return <NotFound />
    if (!event.error) return <Loading />
    return (
      <Page title={failed}>
        <Failure problem={asProblem(event.error)} retry={() => void event.refetch()} />
      </Page>
    )
  }
  if (!registrationId) return <Begin event={event.data} />
  // The key resets the state when the order is held again as a new registration.
  const going = <Going key={registrationId} event={event.data} registrationId={registrationId} />
  return keyOf(registrationId) ? going : <SignedIn instead={<PageLink to={pages.find}>{t.nav.find}</PageLink>}>{going}</SignedIn>
}

function Begin({ event }: { event: Event }) {
  const t = useTexts()
  const session = useSession()
  const basket = basketOf(event.eventId)
  const lines = chosen(event, basket)
  if (lines.length === 0) {
    return (
      <Page title={t.checkout.title} className="narrow">
        <Empty
          title={t.checkout.empty}
          action={
            <LinkButton kind="primary" href={href(pages.event, { eventId: event.eventId })}>
              {t.checkout.toEvent}
            </LinkButton>
          }
        >
          {t.checkout.emptyText}
        </Empty>
        <Held eventId={event.eventId} />
      </Page>
    )
  }
  const sum = subtotal(event, basket)
  const summary = (
    <Summary event={event} changeable>
      <Lines
        lines={lines.map(({ type, quantity }) => ({
          name: type.name,
          quantity,
          total: { amount: type.price.amount * quantity, currency: type.price.currency },
        }))}
      />
      <p className="sum-line strong">
        <span>{t.checkout.subtotal}</span>
        <span>{sum.amount === 0 ? t.checkout.free : money(sum)}</span>
      </p>
      {sum.amount > 0 && <p className="hint">{taxText(t.price.tax, taxOf(event))}</p>}
    </Summary>
  )
  return (
    <Frame title={session ? t.checkout.details : t.checkout.steps.details} step={2} free={sum.amount === 0} summary={summary}>
      <Held eventId={event.eventId} />
      {!session && (
        <p className="actions">
          {t.checkout.account}
          <Button onClick={() => void signIn()}>{t.checkout.signInInstead}</Button>
        </p>
      )}
      {/* Signing in begins another form. */}
      <Details key={session?.userId} event={event} basket={basket} session={session} />
    </Frame>
  )
}

/** A link to this tab's hold while it is pending. */
function Held({ eventId }: { eventId: string }) {
  const t = useTexts()
  const session = useSession()
  const id = keptOrder(eventId)?.registrationId ?? ''
  const held = useQuery({ ...registrationQuery(id), enabled: id !== '' && (session !== null || keyOf(id) !== null) })
  if (held.data?.status !== 'pending') return null
  return (
    <Notice
      tone="accent"
      title={t.checkout.stillHeld}
      action={
        <LinkButton kind="primary" href={href(pages.payment, { eventId, registrationId: held.data.registrationId })}>
          {t.checkout.toPayment}
        </LinkButton>
      }
    >
      {listOf(
        held.data.items.map(({ name, quantity }) => `${quantity} × ${isolate(name)}`),
        'short',
      )}
    </Notice>
  )
}

function Going({ event, registrationId }: { event: Event; registrationId: string }) {
  const t = useTexts()
  const { failed } = useCommonTexts()
  const query = useQuery(registrationQuery(registrationId))
  const registration = query.data
  const guest = keyOf(registrationId) !== null
  useEffect(() => {
    if (registration?.status === 'confirmed') forgetPurchase(registration)
  }, [registration])
  if (!registration) {
    if (query.error && isRefused(query.error)) return guest ? <ToOrder registrationId={registrationId} /> : <NotFound />
    if (!query.error) return <Loading />
    return (
      <Page title={failed}>
        <Failure problem={asProblem(query.error)} retry={() => void query.refetch()} />
      </Page>
    )
  }
  const over = registration.status === 'confirmed' || registration.status === 'cancelled'
  if (guest && over) return <ToOrder registrationId={registrationId} confirmed={registration.status === 'confirmed'} />
  if (registration.status === 'confirmed') return <Done event={event} registration={registration} />
  if (registration.status === 'cancelled') {
    return (
      <Page title={t.checkout.cancelled} className="narrow">
        <LinkButton href={href(pages.event, { eventId: event.eventId })}>{t.checkout.toEvent}</LinkButton>
      </Page>
    )
  }
  return <Pay event={event} registration={registration} />
}

/** Leaves the checkout for the page of a guest's order, which says how it stands. */
function ToOrder({ registrationId, confirmed }: { registrationId: string; confirmed?: boolean }) {
  const t = useTexts()
  const go = useGo()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (confirmed) toast(t.checkout.done)
    go(`${href(pages.order, { registrationId })}#${keyOf(registrationId)}`, { replace: true })
  }, [])
  return <Loading />
}
