import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Schemas, serverNow } from '../../api/client'
import { CreateGateDeviceRequest } from '../../api/limits'
import { askAll } from '../../api/pages'
import { ask } from '../../api/questions'
import { dateTime, number, time, wallClock } from '../../i18n/format'
import { momentOf, relative } from '../../i18n/moments'
import { ownZone, span } from '../../i18n/times'
import {
  Badge,
  Button,
  Checkbox,
  Confirm,
  Copy,
  Dialog,
  Form,
  FormActions,
  Loaded,
  MomentField,
  Notice,
  Page,
  Skeleton,
  TextField,
  type Tone,
  useForm,
} from '../../ui'
import { useAction } from '../../ui/action'
import { plusIcon } from '../../ui/icons/more'
import { scanIcon } from '../../ui/icons/work'
import { useOrganizations } from '../caller'
import type { Event } from '../data'
import { ListPage } from '../ListPage'
import { LIVE, useLive } from '../live'
import { useList } from '../useList'
import { useTexts } from './texts/devices'

type Device = Schemas['GateDeviceView']
/** What the form has made: a code that is shown once. */
type Created = Schemas['PairingCodeView'] & { name: string }

const DEVICES = '/organizations/{organizationId}/devices'
const DAY = 86_400_000
/** How long a device works at most. */
const MOST_DAYS = 90

const tones = { waiting: 'accent', expired: 'warn', paired: 'good', ended: 'neutral' } satisfies Record<string, Tone>

function stateOf({ until, pairedAt, codeExpiresAt }: Device): keyof typeof tones {
  const over = (moment: string | null) => moment !== null && Date.parse(moment) <= serverNow()
  if (over(until)) return 'ended'
  return pairedAt ? 'paired' : over(codeExpiresAt) ? 'expired' : 'waiting'
}

/** The phones that scan for an organization and belong to nobody. */
export default function GateDevices({ org }: { org: string }) {
  const t = useTexts()
  const { data: organizations } = useOrganizations()
  const timeZone = organizations?.items.find(it => it.organizationId === org)?.timeZone ?? ownZone()
  const [adding, setAdding] = useState(false)
  const [created, setCreated] = useState<Created | null>(null)
  const [removing, setRemoving] = useState<Device | null>(null)
  const path = { organizationId: org }
  const events = useQuery(askAll('/my-events', { query: path }))
  const titles = new Map(events.data?.list.map(it => [it.eventId, it.title]))
  const titlesOf = ({ eventIds }: Device) => eventIds.flatMap(eventId => titles.get(eventId) ?? [])
  const list = useList(DEVICES, {
    path,
    search: { label: t.devices.search, of: it => [it.name, ...titlesOf(it)] },
    filters: {
      state: {
        label: t.devices.state,
        all: t.devices.all,
        options: Object.entries(t.devices.states),
        keeps: (it, state) => stateOf(it) === state,
      },
    },
  })
  useLive(ask(DEVICES, { path, query: { limit: 100 } }), { changes: [DEVICES], every: created ? LIVE : LIVE * 3 })
  const remove = useAction('DELETE /organizations/{organizationId}/devices/{deviceId}', {
    changes: [DEVICES, '/organizations/{organizationId}/members'],
    said: () => t.devices.removed(removing?.name ?? ''),
  })
  return (
    <Page
      title={t.nav.devices}
      lead={t.devices.lead}
      actions={
        <Button kind="primary" icon={plusIcon} onClick={() => setAdding(true)}>
          {t.devices.add}
        </Button>
      }
    >
      <ListPage
        list={list}
        caption={t.nav.devices}
        empty={{ icon: scanIcon, title: t.devices.none, text: t.devices.noneText }}
        found={t.devices.found(list.rows.length)}
        keyOf={it => it.deviceId}
        columns={[
          list.column('name', t.devices.name, it => <bdi>{it.name}</bdi>),
          list.column('events', t.devices.events, it => <Events titles={titlesOf(it)} />),
          list.column('state', t.devices.state, it => <Badge tone={tones[stateOf(it)]}>{t.devices.states[stateOf(it)]}</Badge>),
          list.column('until', t.devices.until, it => dateTime(it.until, timeZone)),
          list.column('seen', t.devices.seen, it => <Seen device={it} />),
          list.column('scans', t.devices.scans, it => number(it.scans), { end: true }),
          list.column(
            'actions',
            t.actions,
            it => (
              <div className="actions row-actions">
                <Button kind="quiet" aria-label={t.devices.removeOf(it.name)} onClick={() => setRemoving(it)}>
                  {t.devices.remove}
                </Button>
              </div>
            ),
            { end: true },
          ),
        ]}
      />
      {adding && (
        <Add
          org={org}
          timeZone={timeZone}
          onClose={() => setAdding(false)}
          onCreated={it => {
            setAdding(false)
            setCreated(it)
          }}
        />
      )}
      {created && (
        <Code
          created={created}
          paired={list.all.some(it => it.deviceId === created.deviceId && it.pairedAt)}
          onClose={() => setCreated(null)}
        />
      )}
      {removing && (
        <Confirm
          title={t.devices.removeAsk(removing.name)}
          action={t.devices.remove}
          onConfirm={() => remove.run({ path: { ...path, deviceId: removing.deviceId } })}
          onClose={() => setRemoving(null)}
        >
          <p>{t.devices.removeText}</p>
        </Confirm>
      )}
    </Page>
  )
}

function Events({ titles: [first, ...others] }: { titles: string[] }) {
  const t = useTexts()
  return (
    <span>
      <bdi>{first ?? '–'}</bdi> {others.length > 0 && t.devices.more(others.length)}
    </span>
  )
}

/** When the device was last heard of, and the age of its check-in list, by which it decides when it is offline. */
function Seen({ device: { lastSeenAt, listFetchedAt } }: { device: Device }) {
  const t = useTexts()
  return (
    <span>
      {lastSeenAt ? relative(lastSeenAt, serverNow()) : '–'}
      {listFetchedAt && (
        <>
          <br />
          <span className="soft">{t.devices.list(relative(listFetchedAt, serverNow()))}</span>
        </>
      )}
    </span>
  )
}

/** Prepares a device: its name, its events, and until when it works. */
function Add({
  org,
  timeZone,
  onCreated,
  onClose,
}: {
  org: string
  timeZone: string
  onCreated: (created: Created) => void
  onClose: () => void
}) {
  const t = useTexts()
  const path = { organizationId: org }
  const events = useQuery(askAll('/my-events', { query: path }))
  const create = useAction('POST /organizations/{organizationId}/devices', { changes: [DEVICES] })
  const most = CreateGateDeviceRequest.eventIds.most
  /** A day after the last of the events has ended. */
  const usualEnd = (eventIds: readonly string[]) => {
    const ends = (events.data?.list ?? []).filter(it => eventIds.includes(it.eventId)).map(it => Date.parse(it.endsAt))
    return ends.length > 0 ? wallClock(new Date(Math.max(...ends) + DAY).toISOString(), timeZone) : ''
  }
  const form = useForm(
    { name: '', eventIds: [] as string[], until: '' },
    {
      limits: CreateGateDeviceRequest,
      check: ({ eventIds, until }) => {
        const end = until && Date.parse(momentOf(until, timeZone)) - serverNow()
        return {
          eventIds: eventIds.length === 0 ? t.devices.choose : eventIds.length > most && t.devices.tooMany(most),
          until: end !== '' && (end <= 0 ? t.devices.past : end > MOST_DAYS * DAY && t.devices.tooFar(MOST_DAYS)),
        }
      },
      submit: async ({ name, eventIds, until }) => {
        const body = { name: name.trim(), eventIds, until: momentOf(until, timeZone) }
        onCreated({ ...(await create.run({ path, body, key: `${org}:device` })), name: body.name })
      },
    },
  )
  const choose = (eventId: string, on: boolean) => {
    const { eventIds: before, until } = form.values
    const eventIds = on ? [...before, eventId] : before.filter(other => other !== eventId)
    form.set('eventIds', eventIds)
    if (until === usualEnd(before)) form.set('until', usualEnd(eventIds))
  }
  return (
    <Dialog title={t.devices.add} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <TextField label={t.devices.name} hint={t.devices.nameHint} autoComplete="off" {...form.field('name')} />
        <fieldset className="stack" aria-describedby="events-error">
          <legend>{t.devices.events}</legend>
          <Loaded query={events} skeleton={<Skeleton lines={3} />}>
            {({ list }) => <Choices events={list.filter(isAhead)} chosen={form.values.eventIds} onChoose={choose} />}
          </Loaded>
          <p id="events-error" className="error" role="alert">
            {form.errors.eventIds}
          </p>
        </fieldset>
        <MomentField label={t.devices.until} hint={t.devices.untilHint(timeZone.replaceAll('_', ' '))} {...form.field('until')} />
        <FormActions action={t.devices.add} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

const isAhead = ({ status, endsAt }: Event): boolean => (status === 'published' || status === 'active') && Date.parse(endsAt) > serverNow()

function Choices({
  events,
  chosen,
  onChoose,
}: {
  events: readonly Event[]
  chosen: readonly string[]
  onChoose: (eventId: string, on: boolean) => void
}) {
  const t = useTexts()
  if (events.length === 0) return <p className="soft">{t.devices.noEvents}</p>
  return [...events]
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
    .map(({ eventId, title, startsAt, endsAt, timeZone }) => (
      <Checkbox
        key={eventId}
        name="eventIds"
        label={<bdi>{title}</bdi>}
        hint={span(startsAt, endsAt, timeZone)}
        checked={chosen.includes(eventId)}
        onChange={on => onChoose(eventId, on)}
      />
    ))
}

/** The pairing code, for whoever holds the phone, until it is paired. */
function Code({ created: { name, pairingCode, expiresAt }, paired, onClose }: { created: Created; paired: boolean; onClose: () => void }) {
  const t = useTexts()
  const address = `${location.origin}/scan`
  return (
    <Dialog
      title={t.code.title(name)}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t.code.done}
        </Button>
      }
    >
      {pairingCode ? (
        <div className="pairing">
          <p>{t.code.open(address)}</p>
          <p className="pairing-code">
            <span aria-hidden="true">{pairingCode}</span>
            {/* For screen readers, which would read it as words. */}
            <span className="unseen">{pairingCode.replace('-', '').split('').join(', ')}</span>
          </p>
          <Copy text={`${address}?pair=${pairingCode}`} label={t.code.copy} done={t.code.copied} />
          <p className="soft">{t.code.until(time(expiresAt))}</p>
        </div>
      ) : (
        <Notice tone="warn">{t.code.gone}</Notice>
      )}
      <p role="status">{paired ? <Badge tone="good">{t.code.paired(name)}</Badge> : pairingCode && t.code.waiting}</p>
    </Dialog>
  )
}
