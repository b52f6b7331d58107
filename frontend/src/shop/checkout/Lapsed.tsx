import { queries } from '../../api/questions'
import { useSession } from '../../auth/session'
import { Button, Failure, Notice, useGo } from '../../ui'
import { useTask } from '../../ui/action'
import { href } from '../../ui/pages'
import type { Event, Registration } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { hold, orderOf } from './hold'
import { Lines } from './Lines'
import { Frame, Short, Summary } from './parts'
import { isSettled } from './paying'
import { registrationQuery } from './registration'

/** An expired hold. One button holds the same order again. */
export function Lapsed({ event, registration }: { event: Event; registration: Registration }) {
  const t = useTexts()
  const go = useGo()
  const guest = useSession() === null
  const again = useTask(async () => {
    const held = await hold(event.eventId, orderOf(registration, guest))
    queries.setQueryData(registrationQuery(held.registrationId).queryKey, held)
    go(href(pages.payment, held), { replace: true })
  })
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
          <Button kind="primary" busy={again.busy} onClick={() => void again.press()}>
            {t.checkout.holdAgain}
          </Button>
        }
      >
        <p>
          {t.checkout.lapsedText} {unpaid && t.checkout.notCharged}
        </p>
        {refunds.length > 0 && <p>{t.checkout.lapsedRefunded}</p>}
      </Notice>
      {again.problem && <Failure problem={again.problem} />}
      <Short event={event} problem={again.problem} />
    </Frame>
  )
}
