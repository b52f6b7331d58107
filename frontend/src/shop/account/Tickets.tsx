import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../api/questions'
import { asProblem } from '../../problem'
import { Button, Empty, Failure, LinkButton, Page, Skeleton, useCommonTexts } from '../../ui'
import { href } from '../../ui/pages'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { TicketCard } from './TicketCard'

const PAGE = 20

export function Tickets() {
  const t = useTexts()
  const common = useCommonTexts()
  const tickets = useInfiniteQuery(askPages('/tickets', {}, PAGE))
  const shown = tickets.data?.pages.flatMap(page => page.items)
  return (
    <Page title={t.tickets.title} lead={t.tickets.lead}>
      {tickets.isError && <Failure problem={asProblem(tickets.error)} retry={() => void tickets.refetch()} />}
      {!shown && !tickets.isError && <Skeleton lines={6} />}
      {shown?.length === 0 && (
        <Empty
          title={t.tickets.none}
          action={
            <LinkButton kind="primary" href={href(pages.list)}>
              {t.tickets.find}
            </LinkButton>
          }
        >
          {t.tickets.noneText}
        </Empty>
      )}
      <ul className="ticket-cards">
        {shown?.map(ticket => (
          <TicketCard key={ticket.ticketId} ticketId={ticket.ticketId} />
        ))}
      </ul>
      {tickets.hasNextPage && (
        <p className="more">
          <Button busy={tickets.isFetchingNextPage} onClick={() => void tickets.fetchNextPage()}>
            {common.more}
          </Button>
        </p>
      )}
    </Page>
  )
}
