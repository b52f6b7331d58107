import { type FormEvent, lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { signIn, useSession } from '../auth/session'
import { dateTime } from '../i18n/format'
import { isolate } from '../i18n/texts'
import { asProblem, type Problem } from '../problem'
import { Boundary, Button, Confirm, Empty, Failure, Icon, Notice, Page, Skeleton, TextField, toast, useCommonTexts } from '../ui'
import { lockIcon } from '../ui/icons/house'
import { forwardIcon, scanIcon, trashIcon } from '../ui/icons/work'
import { openGate } from './device'
import { type Choice, eventIdIn, myEvents } from './events'
import { actsAsDevice, hasEnded, type Pairing, pairing } from './pairing'
import { forget, type KeptList, lists } from './store'
import { useTexts } from './texts/events'

// Loaded lazily: once per device.
const Pair = lazy(() => import('./Pair'))
const Unpair = lazy(() => import('./Unpair'))

export default function Events() {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  const [kept, setKept] = useState<KeptList[]>([])
  const [leaving, setLeaving] = useState<KeptList | null>(null)
  const [found, setFound] = useState<Choice[] | null>(null)
  const [unpairing, setUnpairing] = useState(false)
  const [query] = useSearchParams()
  // A link with a code, which may be empty, asks for the form.
  const code = query.get('pair')
  const [problem, setProblem] = useState<Problem | null>(null)
  const device = actsAsDevice() ? pairing() : null
  const ended = hasEnded(session, null)
  const events = device?.events ?? found
  const userId = session?.userId
  const load = useCallback(() => {
    setProblem(null)
    if (userId && !actsAsDevice() && navigator.onLine) myEvents().then(setFound, error => setProblem(asProblem(error)))
  }, [userId])
  useEffect(load, [load])
  const reload = () => void lists().then(setKept)
  useEffect(reload, [])
  const others = events?.filter(event => !kept.some(other => other.eventId === event.eventId))
  return (
    <Page key={device?.name} title={t.events.title} lead={t.events.lead} className="narrow">
      <div className="stack scan-choose">
        {code !== null && <PairForm code={code} />}
        {device && <Device device={device} onUnpair={() => setUnpairing(true)} />}
        {ended && (
          <Notice tone="bad" action={<Button onClick={() => setUnpairing(true)}>{t.unpair.action}</Button>}>
            {t.pair.ended}
          </Notice>
        )}
        {kept.length > 0 && (
          <section className="stack" aria-labelledby="kept">
            <h2 id="kept">{t.events.here}</h2>
            <ul className="scan-choices">
              {kept.map(list => (
                <Item key={list.eventId} event={list}>
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={`${t.events.forget}: ${isolate(list.title)}`}
                    onClick={() => setLeaving(list)}
                  >
                    <Icon of={trashIcon} />
                  </button>
                </Item>
              ))}
            </ul>
          </section>
        )}
        {session && (device ? others?.length !== 0 : navigator.onLine) && (
          <section className="stack" aria-labelledby="yours">
            <h2 id="yours">{device ? t.pair.events : t.events.yours}</h2>
            {problem ? (
              <Failure problem={problem} retry={load} />
            ) : !others ? (
              <Skeleton lines={4} />
            ) : others.length > 0 ? (
              <ul className="scan-choices">
                {others.map(event => (
                  <Item key={event.eventId} event={event} />
                ))}
              </ul>
            ) : (
              kept.length === 0 && (
                <Empty icon={scanIcon} title={t.events.none}>
                  {t.events.noneText}
                </Empty>
              )
            )}
          </section>
        )}
        {!session && navigator.onLine && (
          <Empty
            icon={lockIcon}
            title={t.events.signIn}
            action={
              <Button kind="primary" onClick={() => void signIn()}>
                {common.signIn}
              </Button>
            }
          />
        )}
        {!session && navigator.onLine && code === null && <PairForm />}
        {!device && <ById />}
        {session && code === null && <PairForm quiet />}
      </div>
      {leaving && (
        <Confirm
          title={t.events.forget}
          action={t.events.forget}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            const gate = openGate(leaving.eventId)
            await gate.sync()
            gate.stop()
            if (!(await forget(leaving.eventId))) toast(t.events.notUploaded, 'bad')
            reload()
          }}
        >
          <p>{t.events.forgetText(leaving.title)}</p>
        </Confirm>
      )}
      <Boundary part>
        <Suspense>
          {unpairing && (
            <Unpair
              lists={kept}
              onClose={() => {
                setUnpairing(false)
                reload()
              }}
            />
          )}
        </Suspense>
      </Boundary>
    </Page>
  )
}

/** This device as a gate device. */
function Device({ device, onUnpair }: { device: Pairing; onUnpair: () => void }) {
  const t = useTexts()
  return (
    <section className="card stack" aria-labelledby="device">
      <h2 id="device" dir="auto">
        {device.name}
      </h2>
      <p className="soft">{t.pair.until(dateTime(device.until))}</p>
      <div className="actions">
        <Button onClick={onUnpair}>{t.unpair.action}</Button>
      </div>
    </section>
  )
}

/** The form for the code of a gate device. @param quiet Whether it is opened on demand, because it is usually in the way. */
function PairForm({ code = '', quiet = false }: { code?: string; quiet?: boolean }) {
  const t = useTexts()
  const [, go] = useLocation()
  const [open, setOpen] = useState(false)
  const form = (
    <Boundary part>
      <Suspense fallback={<Skeleton lines={12} />}>
        <Pair code={code} onPaired={() => go('/', { replace: true })} />
      </Suspense>
    </Boundary>
  )
  return quiet ? (
    <section className="stack">
      <div className="actions">
        <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t.pair.title}
        </Button>
      </div>
      {open && form}
    </section>
  ) : (
    <section className="card stack" aria-labelledby="pair">
      <h2 id="pair">{t.pair.title}</h2>
      {form}
    </section>
  )
}

function Item({ event, children }: { event: Choice; children?: ReactNode }) {
  return (
    <li>
      <Link href={`/${event.eventId}`}>
        <strong dir="auto">{event.title}</strong>
        <span className="soft">{dateTime(event.startsAt, event.timeZone)}</span>
      </Link>
      {children}
      <Icon of={forwardIcon} />
    </li>
  )
}

/** Opens an event that is not listed, by its link or id. */
function ById() {
  const t = useTexts()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = (event: FormEvent) => {
    event.preventDefault()
    const eventId = eventIdIn(text)
    if (eventId) go(`/${eventId}`)
    else setWrong(true)
  }
  return (
    <form className="card stack" onSubmit={open} noValidate>
      <TextField
        label={t.events.id}
        hint={t.events.idHint}
        error={wrong ? t.events.idWrong : undefined}
        required
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={value => {
          setText(value)
          setWrong(false)
        }}
      />
      <Button type="submit">{t.events.open}</Button>
    </form>
  )
}
