import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useSession } from '../auth/session'
import { Boundary, Button, Failure, Notice, Page, SignedIn, Skeleton } from '../ui'
import { type GateState, type OpenGate, openGate } from './device'
import { hasEnded, pairing } from './pairing'
import { keepPreferences, type Preferences, preferencesOf } from './preferences'
import { Scanning } from './Scanning'
import { Ended } from './Standing'
import { useTexts } from './texts'

// Loaded lazily: once per device and event, before it scans.
const Begin = lazy(() => import('./Begin'))

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
  if (list && preferences) return <Scanning gate={gate} state={state} list={list} preferences={preferences} onPreferences={keep} />
  if (list === null && !session && !pairing() && navigator.onLine) return <SignedIn>{null}</SignedIn>
  return (
    <Page title={list ? list.title : t.title} back={{ href: '/', text: t.events.title }} className="narrow">
      {list ? (
        <Boundary part>
          <Suspense fallback={<Skeleton lines={4} />}>
            <Begin onBegin={keep} />
          </Suspense>
        </Boundary>
      ) : (
        <NoList gate={gate} state={state} />
      )}
    </Page>
  )
}

/** Why there is no list of tickets on the device, and what to do. */
function NoList({ gate, state: { stores, list, busy, online, problem } }: { gate: OpenGate; state: GateState }) {
  const t = useTexts()
  const session = useSession()
  if (!stores) return <Notice tone="bad">{t.state.storage}</Notice>
  // Undefined: the device is still looking for a list that it kept.
  if (list === undefined || busy) return <Skeleton lines={6} />
  if (hasEnded(session, problem)) return <Ended />
  if (!online)
    return (
      <Notice tone="warn" action={<Button onClick={() => void gate.sync()}>{t.state.sync}</Button>}>
        {t.state.noList}
      </Notice>
    )
  return problem ? (
    <div className="stack">
      <p className="lead">{t.state.refused}</p>
      <Failure problem={problem} retry={() => void gate.sync()} />
    </div>
  ) : (
    <Skeleton lines={6} />
  )
}
