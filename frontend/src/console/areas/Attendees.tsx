import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client'
import { UndoCheckInRequest } from '../../api/limits'
import { dateTime } from '../../i18n/format'
import { Badge, Button, Confirm, Empty, Loaded, matches, SelectField, Skeleton, TextField, toast } from '../../ui'
import { peopleIcon } from '../../ui/icons/console'
import { searchIcon } from '../../ui/icons/house'
import { undoIcon } from '../../ui/icons/work'
import { type CheckIn, type Event, insideOf, type Place, placesOf, presenceOf, useCheckIns, useRegistrations } from '../data'
import { Export } from '../Export'
import { Long } from '../Long'
import { useFilter, useSearch } from '../useFilters'
import { useTexts } from './texts/orders'

const filters: Record<string, ReturnType<typeof presenceOf>> = { yes: 'inside', no: 'outside', unknown: 'unknown' }

/** The list of attendees with their check-in status. */
export default function Attendees({ event }: { event: Event }) {
  const t = useTexts()
  const registrations = useRegistrations(event.eventId)
  const checkIns = useCheckIns(event.eventId)
  const [search, setSearch] = useSearch('q')
  const [type, setType] = useFilter('type')
  const [state, setState] = useFilter('in')
  const [undoing, setUndoing] = useState<Place | null>(null)
  const inside: ReadonlyMap<string, CheckIn> = insideOf(checkIns.data?.list ?? [])
  const allScans = checkIns.data?.complete === true && !checkIns.isError
  const scanOf = (place: Place) => (place.ticketId ? inside.get(place.ticketId) : undefined)
  const presence = (place: Place) => presenceOf(place.ticketId, inside, allScans)
  return (
    <div className="stack">
      <div className="filters">
        <TextField
          label={t.attendees.search}
          type="search"
          hideLabel
          placeholder={t.attendees.search}
          value={search}
          onChange={setSearch}
        />
        <SelectField label={t.types.name} hideLabel value={type} onChange={setType}>
          <option value="">{t.attendees.everyType}</option>
          {event.ticketTypes.map(({ ticketTypeId, name }) => (
            <option key={ticketTypeId} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label={t.attendees.state} hideLabel value={state} onChange={setState}>
          <option value="">{t.attendees.everyone}</option>
          <option value="yes">{t.attendees.inside}</option>
          <option value="no">{t.attendees.outside}</option>
          {!allScans && <option value="unknown">{t.attendees.unknown}</option>}
        </SelectField>
        <Export eventId={event.eventId} />
      </div>
      <Loaded query={registrations} skeleton={<Skeleton lines={8} />}>
        {({ list, complete }) => {
          const places = placesOf(list, inside)
          const shown = places.filter(
            place =>
              (!type || place.ticketTypeName === type) &&
              (!state || presence(place) === filters[state]) &&
              matches(search, place.name, place.email, place.registration.buyerName, place.registration.buyerEmail, place.ticketId),
          )
          return places.length === 0 ? (
            <Empty icon={peopleIcon} title={t.attendees.none}>
              {t.attendees.noneText}
            </Empty>
          ) : (
            <>
              <p role="status" className="soft">
                {t.attendees.found(shown.length, places.length)} {!complete && t.registrations.incomplete(list.length)}{' '}
                {!allScans && t.attendees.incomplete}
              </p>
              {shown.length === 0 ? (
                <Empty icon={searchIcon} title={t.nothingFound} />
              ) : (
                <Long
                  key={`${search} ${type} ${state}`}
                  caption={t.event.view.attendees}
                  columns={[
                    {
                      title: t.attendees.name,
                      cell: (place: Place) => (
                        <div>
                          <strong dir="auto">{place.name}</strong>
                          <div className="soft">{place.email}</div>
                        </div>
                      ),
                    },
                    { title: t.types.name, cell: place => place.ticketTypeName },
                    { title: t.attendees.buyer, cell: place => place.registration.buyerName },
                    {
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
                      title: t.actions,
                      cell: place =>
                        scanOf(place) ? (
                          <Button
                            kind="quiet"
                            icon={undoIcon}
                            aria-label={t.attendees.undoOf(place.name)}
                            onClick={() => setUndoing(place)}
                          >
                            {t.attendees.undo}
                          </Button>
                        ) : null,
                    },
                  ]}
                  rows={shown}
                  keyOf={place => place.key}
                />
              )}
            </>
          )
        }}
      </Loaded>
      {undoing?.ticketId && <Undo eventId={event.eventId} place={undoing} onClose={() => setUndoing(null)} />}
    </div>
  )
}

function Undo({ eventId, place, onClose }: { eventId: string; place: Place; onClose: () => void }) {
  const { name, registration } = place
  const ticketId = place.ticketId ?? ''
  const t = useTexts()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const undo = async () => {
    await data(
      api.POST('/tickets/{ticketId}/undo-check-in', { params: { path: { ticketId } }, body: { reason: reason.trim() || undefined } }),
    )
    toast(t.attendees.undone(name))
    for (const key of ['check-ins', 'figures']) void queries.invalidateQueries({ queryKey: [key, eventId] })
  }
  return (
    <Confirm title={t.attendees.undoAsk(name)} action={t.attendees.undo} onConfirm={undo} onClose={onClose}>
      <p>{registration.status === 'cancelled' ? t.attendees.undoVoidText : t.attendees.undoText}</p>
      <TextField label={t.attendees.reason} {...UndoCheckInRequest.reason} value={reason} onChange={setReason} />
    </Confirm>
  )
}
