import { type FormEvent, lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { signIn, useSession } from '../auth/session'
import { number, percent } from '../i18n/format'
import {
  Badge,
  Boundary,
  Button,
  Checkbox,
  Confirm,
  Failure,
  Form,
  Icon,
  Notice,
  Page,
  SignedIn,
  Skeleton,
  TextField,
  toast,
  useCommonTexts,
  useForm,
} from '../ui'
import { type GateState, type OpenGate, openGate } from './device'
import { worksOffline } from './offline'
import { keepPreferences, type Preferences, preferencesOf } from './preferences'
import { signal } from './signals'
import type { KeptList, Scanned } from './store'
import { useTexts } from './texts'
import { useScans } from './useScans'
import { moment, toneOf, VerdictScreen } from './VerdictScreen'
import { Viewfinder } from './Viewfinder'
import { listenToScanner } from './wedge'

// Loaded lazily, because it is rarely needed while scanning.
const DeviceSettings = lazy(() => import('./DeviceSettings'))

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
        <Begin onBegin={keep} />
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

/** Setup once per event and device. Pressing its button also unlocks sound. */
function Begin({ onBegin }: { onBegin: (preferences: Preferences) => void }) {
  const t = useTexts()
  const [camera, setCamera] = useState(true)
  // Ignore scans here, so that trying the hand scanner does not fill in the gate's name.
  useEffect(() => listenToScanner(() => undefined), [])
  const form = useForm(
    { gate: t.begin.gates[0] ?? '' },
    {
      submit: async ({ gate }) => {
        signal('good')
        // Ask for persistent storage, so that the browser does not evict scans that are not uploaded yet.
        void navigator.storage?.persist?.().catch(() => false)
        onBegin({ gate: gate.trim(), camera, deviceId: '' })
      },
    },
  )
  return (
    <Form form={form} className="card">
      <TextField label={t.begin.gate} hint={t.begin.gateHint} maxLength={100} list="gates" autoComplete="off" {...form.field('gate')} />
      <datalist id="gates">
        {t.begin.gates.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Checkbox label={t.begin.camera} hint={t.begin.cameraHint} checked={camera} onChange={setCamera} />
      <Button type="submit" kind="primary" icon="scan">
        {t.begin.start}
      </Button>
    </Form>
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
        <Button icon="gear" onClick={() => setSettings(true)}>
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
          <Conflicts gate={gate} state={state} list={list} />
          <Numbers gate={gate} state={state} list={list} />
          <Last state={state} list={list} onUndo={setUndoing} />
        </div>
      </div>
      {outcome && <VerdictScreen outcome={outcome} list={list} onClose={close} />}
      {settings && (
        <Boundary part>
          <Suspense>
            <DeviceSettings preferences={preferences} onPreferences={onPreferences} onClose={() => setSettings(false)} />
          </Suspense>
        </Boundary>
      )}
      {undoing && (
        <Confirm
          title={t.scans.undoTitle}
          action={t.scans.undo}
          danger={false}
          onClose={() => setUndoing(null)}
          onConfirm={async () => {
            await gate.undo(undoing)
            toast(t.scans.done)
          }}
        >
          <p>{t.scans.undoText(undoing.ticket?.holderName || t.nobody)}</p>
        </Confirm>
      )}
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

function Conflicts({ gate, state: { conflicts }, list: { timeZone } }: { gate: OpenGate; state: GateState; list: KeptList }) {
  const t = useTexts()
  if (conflicts.length === 0) return null
  return (
    <Notice
      tone="bad"
      title={t.conflicts.title(conflicts.length)}
      action={<Button onClick={() => void gate.acknowledge()}>{t.conflicts.seen}</Button>}
    >
      <p>{t.conflicts.text}</p>
      <ul className="conflicts">
        {conflicts.map(scan => (
          <li key={scan.seq}>
            <strong dir="auto">{scan.ticket?.holderName || t.nobody}</strong>
            <span>{scan.conflict && t.conflicts[scan.conflict]}</span>
            <span>
              {moment(scan.scannedAt, timeZone)}
              {scan.gate && ` · ${scan.gate}`}
            </span>
            {scan.conflict === 'letInTwice' && scan.firstUsedAt && (
              <span>{t.verdict.used(moment(scan.firstUsedAt, timeZone), scan.firstUsedGate)}</span>
            )}
          </li>
        ))}
      </ul>
    </Notice>
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
                <Icon name={scan.result === 'valid' ? 'check' : scan.reason === 'already_used' ? 'warning' : 'cross'} />
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
                  icon="undo"
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
