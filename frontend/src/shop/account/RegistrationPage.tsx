import { useQuery } from '@tanstack/react-query'
import { Loaded, Page, Skeleton } from '../../ui'
import { href } from '../../ui/pages'
import { registrationQuery } from '../checkout/registration'
import { useEvent } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { Order } from './Order'

export function RegistrationPage({ registrationId }: { registrationId: string }) {
  const t = useTexts()
  const registration = useQuery(registrationQuery(registrationId))
  const event = useEvent(registration.data?.eventId ?? '', registration.isSuccess)
  return (
    <Page
      title={event.data?.title ?? t.registrations.title}
      className="registration-page"
      back={{ href: href(pages.registrations), text: t.registrations.title }}
    >
      <Loaded query={registration} skeleton={<Skeleton lines={8} />}>
        {it => <Order registration={it} event={event.data} />}
      </Loaded>
    </Page>
  )
}
