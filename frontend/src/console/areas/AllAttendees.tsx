import { useEffect, useState } from 'react'
import type { Schemas } from '../../api/client'
import { dateTime } from '../../i18n/format'
import { Badge, Button, Page, type Tone } from '../../ui'
import { useAction } from '../../ui/action'
import { peopleIcon } from '../../ui/icons/console'
import { listIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { useOrganizations } from '../caller'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import { ReportButtons } from '../ReportButtons'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useEventFilter } from './eventFilter'
import { useTexts } from './texts/orders'

type Attendee = Schemas['AttendeeView']
type Status = Attendee['status']

const tones: Record<Status, Tone> = { valid: 'neutral', used: 'good', void: 'bad' }

/** The attendees of all events of an organization, the event that starts last first. */
export default function AllAttendees({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const timeZone = useOrganizations().data?.items.find(it => it.organizationId === org)?.timeZone
  const path = { organizationId: org }
  const events = useEventFilter(org)
  const asked = {
    eventId: useFilter('event')[0] || undefined,
    status: (useFilter('status')[0] || undefined) as Status | undefined,
    text: useFilter('q')[0] || undefined,
  }
  const [printing, setPrinting] = useState(false)
  const list = useList('/organizations/{organizationId}/attendees', {
    path,
    query: asked,
    whole: printing,
    // A ticket that changes while the pages are loaded can be on two of them.
    rowsOf: items => [...new Map(items.map(it => [it.ticketId, it])).values()],
    search: { label: t.allAttendees.search },
    filters: {
      event: events.filter,
      status: {
        label: t.attendees.state,
        all: t.registrations.every,
        options: (['valid', 'used', 'void'] as const).map(status => [status, t.allAttendees.status[status]]),
      },
    },
  })
  usePrinting(printing && !list.searching && !list.query.isFetching, () => setPrinting(false))
  const report = useAction('POST /organizations/{organizationId}/attendees/export')
  const toOrder = may('listEventRegistrations') && {
    link: ({ eventId, registrationId }: Attendee) => href(pages.registration, { org, eventId, registrationId }),
  }
  return (
    <Page title={t.nav.attendees}>
      <ListPage
        // The print has every row.
        list={printing ? { ...list, shown: list.rows, more: undefined } : list}
        caption={t.nav.attendees}
        empty={{ icon: peopleIcon, title: t.attendees.none, text: t.allAttendees.noneText }}
        found={t.allAttendees.found(list.rows.length, list.complete)}
        keyOf={it => it.ticketId}
        columns={[
          list.column('name', t.attendees.name, it => <strong dir="auto">{it.holderName}</strong>, { ...toOrder }),
          list.column('email', t.registrations.email, it => it.email ?? '–'),
          list.column('event', t.allAttendees.event, it => <bdi>{it.eventTitle}</bdi>),
          list.column('type', t.types.name, it => <bdi>{it.ticketTypeName}</bdi>),
          list.column('state', t.attendees.state, it => (
            <span className="badges">
              <Badge tone={tones[it.status]}>{t.allAttendees.status[it.status]}</Badge>
              {it.usedAt && <span className="soft">{dateTime(it.usedAt, timeZone)}</span>}
            </span>
          )),
        ]}
        actions={
          <>
            <Button icon={listIcon} busy={printing} onClick={() => setPrinting(true)}>
              {t.allAttendees.print}
            </Button>
            <ReportButtons
              busy={report.busy}
              make={format => report.run({ path, body: { ...asked, format } })}
              file={`attendees-${org}`}
              texts={{ ...t.export, part: t.allAttendees.part }}
            />
          </>
        }
      />
    </Page>
  )
}

/** Opens the browser's print dialog as soon as everything is there, and says when it has been closed. */
function usePrinting(ready: boolean, onClosed: () => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one dialog each time that it becomes ready
  useEffect(() => {
    if (!ready) return
    addEventListener('afterprint', onClosed, { once: true })
    print()
  }, [ready])
}
