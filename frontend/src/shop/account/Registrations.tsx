import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../api/questions'
import { date, dateTime, listOf, money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { asProblem } from '../../problem'
import { Badge, Button, Empty, Failure, LinkButton, Page, Skeleton, useCommonTexts } from '../../ui'
import { listIcon } from '../../ui/icons/site'
import { href, PageLink } from '../../ui/pages'
import { type Registration, useEvent } from '../data'
import { Poster } from '../events/Picture'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { registrationTones } from './tickets'

const PAGE = 20

export function Registrations() {
  const t = useTexts()
  const common = useCommonTexts()
  const registrations = useInfiniteQuery(askPages('/registrations', {}, PAGE))
  const shown = registrations.data?.pages.flatMap(page => page.items)
  return (
    <Page title={t.registrations.title} lead={t.registrations.lead}>
      {registrations.isError && <Failure problem={asProblem(registrations.error)} retry={() => void registrations.refetch()} />}
      {!shown && !registrations.isError && <Skeleton lines={6} />}
      {shown?.length === 0 && (
        <Empty
          icon={listIcon}
          title={t.registrations.none}
          action={
            <LinkButton kind="primary" href={href(pages.list)}>
              {t.tickets.find}
            </LinkButton>
          }
        >
          {t.registrations.noneText}
        </Empty>
      )}
      <ul className="registration-cards">
        {shown?.map(registration => (
          <Row key={registration.registrationId} registration={registration} />
        ))}
      </ul>
      {registrations.hasNextPage && (
        <p className="more">
          <Button busy={registrations.isFetchingNextPage} onClick={() => void registrations.fetchNextPage()}>
            {common.more}
          </Button>
        </p>
      )}
    </Page>
  )
}

function Row({ registration }: { registration: Registration }) {
  const t = useTexts()
  const event = useEvent(registration.eventId)
  return (
    <li className="registration-card">
      <Poster seed={registration.eventId} category={event.data?.category ?? ''} />
      <div>
        <h2>
          <PageLink to={pages.registration} at={{ registrationId: registration.registrationId }}>
            {event.data?.title ?? t.registrations.eventGone}
          </PageLink>
        </h2>
        {event.data && <p>{date(event.data.startsAt, event.data.timeZone)}</p>}
        <p className="soft">
          {listOf(
            registration.items.map(line => `${line.quantity} × ${isolate(line.name)}`),
            'short',
          )}{' '}
          · {dateTime(registration.createdAt)}
        </p>
      </div>
      <div className="registration-end">
        <Badge tone={registrationTones[registration.status]}>{t.registrations.status[registration.status]}</Badge>
        <strong>{registration.total.amount === 0 ? t.price.free : money(registration.total)}</strong>
      </div>
    </li>
  )
}
