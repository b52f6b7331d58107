import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { UndoCheckInRequest } from '../../api/limits'
import { askAll } from '../../api/pages'
import { dateTime } from '../../i18n/format'
import { Badge, Button, Confirm, TextField } from '../../ui'
import { useAction } from '../../ui/action'
import { peopleIcon } from '../../ui/icons/console'
import { undoIcon } from '../../ui/icons/work'
import { type Event, insideOf, type Place, placesOf, presenceOf } from '../data'
import { Export } from '../Export'
import { ListPage } from '../ListPage'
import { LIVE, useSales } from '../live'
import { useList } from '../useList'
import { Message } from './Message'
import { useTexts } from './texts/orders'

const filters: Record<string, ReturnType<typeof presenceOf>> = { yes: 'inside', no: 'outside', unknown: 'unknown' }

/** The list of attendees with their check-in status. */
export default function Attendees({ event }: { event: Event }) {
  const t = useTexts()
  const path = { eventId: event.eventId }
  const checkIns = useQuery(askAll('/events/{eventId}/check-ins', { path }))
  const [undoing, setUndoing] = useState<Place | null>(null)
  const [writing, setWriting] = useState(false)
  const inside = insideOf(checkIns.data?.list ?? [])
  const allScans = checkIns.data?.complete === true && !checkIns.isError
  const scanOf = (place: Place) => (place.ticketId ? inside.get(place.ticketId) : undefined)
  const presence = (place: Place) => presenceOf(place.ticketId, inside, allScans)
  useSales(event.eventId, LIVE * 3)
  const list = useList('/events/{eventId}/registrations', {
    path,
    whole: true,
    rowsOf: items => placesOf(items, inside),
    search: {
      label: t.attendees.search,
      of: ({ name, email, ticketId, registration }) => [name, email, registration.buyerName, registration.buyerEmail, ticketId],
    },
    filters: {
      type: {
        label: t.types.name,
        all: t.attendees.everyType,
        options: event.ticketTypes.map(({ name }) => [name, name]),
        keeps: (place, name) => place.ticketTypeName === name,
      },
      in: {
        label: t.attendees.state,
        all: t.attendees.everyone,
        options: [
          ['yes', t.attendees.inside],
          ['no', t.attendees.outside],
          ...(allScans ? [] : [['unknown', t.attendees.unknown] as const]),
        ],
        keeps: (place, state) => presence(place) === filters[state],
      },
    },
  })
  return (
    <>
      <ListPage
        list={list}
        caption={t.event.view.attendees}
        empty={{ icon: peopleIcon, title: t.attendees.none, text: t.attendees.noneText }}
        found={
          <>
            {t.attendees.found(list.rows.length, list.all.length)} {!list.complete && t.registrations.incomplete(list.loaded)}{' '}
            {!allScans && t.attendees.incomplete}
          </>
        }
        keyOf={place => place.key}
        columns={[
          {
            id: 'name',
            title: t.attendees.name,
            cell: place => (
              <div>
                <strong dir="auto">{place.name}</strong>
                <div className="soft">{place.email}</div>
              </div>
            ),
          },
          { id: 'type', title: t.types.name, cell: place => place.ticketTypeName },
          { id: 'buyer', title: t.attendees.buyer, cell: place => place.registration.buyerName },
          {
            id: 'state',
            title: t.attendees.state,
            cell: place => {
              const scan = scanOf(place)
              return scan ? (
                <span className="badges">
                  <Badge tone="good">{t.attendees.inside}</Badge>
                  {place.registration.status === 'cancelled' && <Badge tone="warn">{t.registrations.status.cancelled}</Badge>}
                  <span className="soft">
                    {dateTime(scan.scannedAt ?? scan.receivedAt, event.timeZone)} {scan.gate}
                  </span>
                </span>
              ) : (
                <Badge>{presence(place) === 'outside' ? t.attendees.outside : t.attendees.unknown}</Badge>
              )
            },
          },
          {
            id: 'actions',
            title: t.actions,
            cell: place =>
              scanOf(place) ? (
                <Button kind="quiet" icon={undoIcon} aria-label={t.attendees.undoOf(place.name)} onClick={() => setUndoing(place)}>
                  {t.attendees.undo}
                </Button>
              ) : null,
          },
        ]}
        actions={
          <>
            <Button onClick={() => setWriting(true)}>{t.message.title}</Button>
            <Export eventId={event.eventId} />
          </>
        }
      />
      {writing && <Message event={event} onClose={() => setWriting(false)} />}
      {undoing?.ticketId && <Undo place={undoing} ticketId={undoing.ticketId} onClose={() => setUndoing(null)} />}
    </>
  )
}

function Undo({ place: { name, registration }, ticketId, onClose }: { place: Place; ticketId: string; onClose: () => void }) {
  const t = useTexts()
  const [reason, setReason] = useState('')
  const undo = useAction('POST /tickets/{ticketId}/undo-check-in', {
    changes: ['/events/{eventId}/check-ins', '/events/{eventId}/analytics'],
    said: () => t.attendees.undone(name),
  })
  return (
    <Confirm
      title={t.attendees.undoAsk(name)}
      action={t.attendees.undo}
      onConfirm={() => undo.run({ path: { ticketId }, body: { reason: reason.trim() || undefined } })}
      onClose={onClose}
    >
      <p>{registration.status === 'cancelled' ? t.attendees.undoVoidText : t.attendees.undoText}</p>
      <TextField label={t.attendees.reason} {...UndoCheckInRequest.reason} value={reason} onChange={setReason} />
    </Confirm>
  )
}
