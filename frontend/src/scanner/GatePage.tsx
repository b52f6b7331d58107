import { type FormEvent, lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { signIn, useSession } from '../auth/session'
import { number, percent } from '../i18n/format'
import { Badge, Boundary, Button, Failure, Icon, Notice, Page, SignedIn, Skeleton, TextField, useCommonTexts } from '../ui'
import { checkIcon, crossIcon, warningIcon } from '../ui/icons/house'
import { gearIcon, undoIcon } from '../ui/icons/work'
import { type GateState, type OpenGate, openGate } from './device'
import { worksOffline } from './offline'
import { keepPreferences, type Preferences, preferencesOf } from './preferences'
import type { KeptList, Scanned } from './store'
import { useTexts } from './texts'
import { useScans } from './useScans'
import { moment, toneOf, VerdictScreen } from './VerdictScreen'
import { Viewfinder } from './Viewfinder'

// Loaded lazily: at the gate, scanning and its verdict come first.
const Begin = lazy(() => import('./Begin'))
const Conflicts = lazy(() => import('./Conflicts'))
const DeviceSettings = lazy(() => import('./DeviceSettings'))
const Undo = lazy(() => import('./Undo'))

export function GatePage({ eventId }: { eventId: string }) {
  const [gate, setGate] = useState<OpenGate | null>(null)
  useEffect(() => {
    const opened = openGate(eventId)
    setGate(opened)
    return opened.stop
  }, [eventId])
  return gate ? <Opened eventId={eventId} gate={gate} /> : null
}

function Opened({ eventId, gate }: { eventId: string; gate: OpenGate }) {
  const t = useTexts()
  const state = useSyncExternalStore(gate.subscribe, gate.state)
  const session = useSession()
  const [preferences, setPreferences] = useState(() => preferencesOf(eventId))
  const keep = (next: Preferences) => {
    keepPreferences(eventId, { ...next, gate: next.gate.trim() })
    setPreferences(next)
  }
  const { list } = state
  const back = { href: '/', text: t.events.title }
  if (list) {
    return preferences ? (
      <Scanning gate={gate} state={state} list={list} preferences={preferences} onPreferences={keep} />
    ) : (
      <Page title={list.title} back={back} className="narrow">
        <Boundary part>
          <Suspense fallback={<Skeleton lines={4} />}>
            <Begin onBegin={keep} />
          </Suspense>
        </Boundary>
      </Page>
    )
  }
  if (list === null && !session && navigator.onLine) return <SignedIn>{null}</SignedIn>
  return (
    <Page title={t.title} back={back} className="narrow">
      {!state.stores ? (
        <Notice tone="bad">{t.state.storage}</Notice>
      ) : list === null && !state.busy && !state.online ? (
        <Notice tone="warn" action={<Button onClick={() => void gate.sync()}>{t.state.sync}</Button>}>
          {t.state.noList}
        </Notice>
      ) : list === null && !state.busy && state.problem ? (
        <div className="stack">
          <p className="lead">{t.state.refused}</p>
          <Failure problem={state.problem} retry={() => void gate.sync()} />
        </div>
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function Scanning({
  gate,
  state,
  list,
  preferences,
  onPreferences,
}: {
  gate: OpenGate
  state: GateState
  list: KeptList
  preferences: Preferences
  onPreferences: (preferences: Preferences) => void
}) {
  const t = useTexts()
  const { outcome, scan, onCamera, close } = useScans(gate, preferences.gate)
  const [settings, setSettings] = useState(false)
  const [undoing, setUndoing] = useState<Scanned | null>(null)

  return (
    <Page
      title={list.title}
      lead={<Standing state={state} list={list} />}
      back={{ href: '/', text: t.events.title }}
      className="scan"
      actions={
        <Button icon={gearIcon} onClick={() => setSettings(true)}>
          {preferences.gate.trim() || t.settings.title}
        </Button>
      }
    >
      <div className="scan-columns">
        <div className="stack">
          <Viewfinder
            on={preferences.camera}
            deviceId={preferences.deviceId}
            onSwitch={camera => onPreferences({ ...preferences, camera })}
            onCode={onCamera}
          />
          <Manual onCheck={code => scan({ code })} />
        </div>
        <div className="stack">
          <Troubles state={state} list={list} />
          {state.conflicts.length > 0 && (
            <Boundary part>
              <Suspense>
                <Conflicts gate={gate} state={state} list={list} />
              </Suspense>
            </Boundary>
          )}
          <Numbers gate={gate} state={state} list={list} />
          <Last state={state} list={list} onUndo={setUndoing} />
        </div>
      </div>
      {outcome && <VerdictScreen outcome={outcome} list={list} onClose={close} />}
      <Boundary part>
        <Suspense>
          {settings && <DeviceSettings preferences={preferences} onPreferences={onPreferences} onClose={() => setSettings(false)} />}
          {undoing && <Undo gate={gate} scan={undoing} onClose={() => setUndoing(null)} />}
        </Suspense>
      </Boundary>
    </Page>
  )
}

function Manual({ onCheck }: { onCheck: (code: string) => void }) {
  const t = useTexts()
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const check = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) onCheck(code.trim())
    setWrong(!code.trim())
    setCode('')
  }
  return (
    <form className="card manual" onSubmit={check} noValidate>
      <TextField
        label={t.manual.label}
        hint={t.manual.hint}
        error={wrong ? t.manual.needed : undefined}
        required
        maxLength={50}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="go"
        value={code}
        onChange={value => {
          setCode(value)
          setWrong(false)
        }}
      />
      <Button type="submit" kind="primary">
        {t.manual.check}
      </Button>
    </form>
  )
}

/** Connection status, and whether the device is ready for offline use. */
function Standing({ state, list }: { state: GateState; list: KeptList }) {
  const t = useTexts()
  const [installed, setInstalled] = useState(false)
  useEffect(() => {
    void worksOffline().then(setInstalled)
  }, [])
  const ready = installed && list.since !== null
  return (
    <span className="badges" role="status">
      <Badge tone={state.online ? 'good' : 'warn'}>{state.online ? t.state.online : t.state.offline}</Badge>
      <Badge tone={ready ? 'good' : 'neutral'}>
        {ready ? t.state.ready : list.since === null && state.busy ? t.state.fetching : t.state.notReady}
      </Badge>
      {state.counts.waiting > 0 && <Badge tone="warn">{t.state.waiting(state.counts.waiting)}</Badge>}
    </span>
  )
}

function Troubles({ state, list }: { state: GateState; list: KeptList }) {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  return (
    <>
      {list.status === 'cancelled' && <Notice tone="bad">{t.state.cancelled}</Notice>}
      {!state.stores && <Notice tone="bad">{t.state.storage}</Notice>}
      {!session && (
        <Notice tone="warn" action={navigator.onLine && <Button onClick={() => void signIn()}>{common.signIn}</Button>}>
          {t.state.signedOut}
        </Notice>
      )}
      {session && state.problem && !state.problem.passing && <Failure problem={state.problem} />}
    </>
  )
}

function Numbers({ gate, state: { counts, busy }, list }: { gate: OpenGate; state: GateState; list: KeptList }) {
  const t = useTexts()
  const all = counts.in + counts.toCome
  const share = percent(all === 0 ? 0 : counts.in / all)
  return (
    <section className="card numbers" aria-label={t.counts.title}>
      <dl>
        <div>
          <dt>{t.counts.in}</dt>
          <dd>{number(counts.in)}</dd>
        </div>
        <div>
          <dt>{t.counts.toCome}</dt>
          <dd>{number(counts.toCome)}</dd>
        </div>
      </dl>
      <progress max={Math.max(1, all)} value={counts.in} aria-label={t.counts.of(share)} />
      <div className="numbers-foot">
        <span className="soft">{list.fetchedAt > 0 && t.state.step(moment(new Date(list.fetchedAt).toISOString(), list.timeZone))}</span>
        <Button kind="quiet" busy={busy} onClick={() => void gate.sync()}>
          {t.state.sync}
        </Button>
      </div>
    </section>
  )
}

function Last({ state, list, onUndo }: { state: GateState; list: KeptList; onUndo: (scan: Scanned) => void }) {
  const t = useTexts()
  const session = useSession()
  const can = session !== null && state.online
  const { recent } = state
  return (
    <section className="card stack" aria-labelledby="last">
      <h2 id="last">{t.scans.title}</h2>
      {recent.length === 0 && <p className="soft">{t.scans.none}</p>}
      {recent.length > 0 && (
        <ol className="scans">
          {recent.map(scan => (
            <li key={scan.seq}>
              <span className={`scan-mark ${toneOf(scan)}`}>
                <Icon of={scan.result === 'valid' ? checkIcon : scan.reason === 'already_used' ? warningIcon : crossIcon} />
              </span>
              <div>
                <p>
                  <bdi>
                    <strong>{scan.ticket?.holderName || t.nobody}</strong>
                  </bdi>{' '}
                  <bdi>{scan.ticket?.ticketTypeName}</bdi>
                </p>
                <p className="soft">
                  {t.verdicts[scan.reason ?? 'valid']} · {moment(scan.scannedAt, list.timeZone)}
                  {scan.gate && ` · ${scan.gate}`}
                  {scan.waiting && ` · ${t.scans.waiting}`}
                  {scan.undone && ` · ${t.scans.undone}`}
                </p>
              </div>
              {can && scan.result === 'valid' && scan.ticket && !scan.undone && !scan.waiting && (
                <Button
                  kind="quiet"
                  icon={undoIcon}
                  aria-label={t.scans.undoName(scan.ticket.holderName || t.nobody)}
                  onClick={() => onUndo(scan)}
                >
                  {t.scans.undo}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {!can && recent.some(scan => scan.result === 'valid') && <p className="hint">{t.scans.undoOffline}</p>}
    </section>
  )
}
