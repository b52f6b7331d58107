import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signIn, useSession } from '../../auth/session'
import { Button, LinkButton, Loaded, Notice, Page, Skeleton, useCommonTexts } from '../../ui'
import { href } from '../../ui/pages'
import { CalendarButton } from '../account/CalendarButton'
import { Order } from '../account/Order'
import { isIssuing, pollFrom, registrationQuery } from '../checkout/registration'
import { useEvent } from '../data'
import { isRefused, useKey } from '../keys'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { Changes } from './Changes'
import { Closed } from './Closed'

/** The order of a buyer without an account, for whoever has its link. */
export function OrderPage({ registrationId }: { registrationId: string }) {
  const t = useTexts()
  const session = useSession()
  const key = useKey(registrationId)
  const mayAsk = session !== null || key !== null
  const [since] = useState(Date.now)
  const order = useQuery({
    ...registrationQuery(registrationId),
    enabled: mayAsk,
    refetchInterval: ({ state: { data } }) => data !== undefined && isIssuing(data) && pollFrom(since),
  })
  const event = useEvent(order.data?.eventId ?? '', order.isSuccess)
  if (!mayAsk || isRefused(order.error)) return <Closed />
  // Shown together with the event, so that nothing moves when that arrives.
  const shown = event.isPending ? undefined : order.data
  const over = order.data?.status === 'expired' || order.data?.status === 'cancelled'
  return (
    <Page
      title={event.data?.title ?? t.order.title}
      className="registration-page"
      lead={shown?.status === 'confirmed' && t.checkout.doneText(shown.buyerEmail)}
      actions={
        event.data &&
        (over ? (
          <LinkButton href={href(pages.event, { eventId: event.data.eventId })}>{t.order.again}</LinkButton>
        ) : (
          <CalendarButton event={event.data} />
        ))
      }
    >
      <Loaded query={order} skeleton={<Skeleton lines={8} />}>
        {() =>
          shown ? (
            <Order registration={shown} event={event.data} guest>
              {!over && <Changes order={shown} />}
              {!session && <OfferAccount email={shown.buyerEmail} />}
            </Order>
          ) : (
            <Skeleton lines={8} />
          )
        }
      </Loaded>
    </Page>
  )
}

function OfferAccount({ email }: { email: string }) {
  const t = useTexts()
  const common = useCommonTexts()
  return (
    <Notice
      tone="accent"
      title={t.order.account}
      action={<Button onClick={() => void signIn(href(pages.tickets), 'signup')}>{common.signUp}</Button>}
    >
      {t.order.accountText(email)}
    </Notice>
  )
}
