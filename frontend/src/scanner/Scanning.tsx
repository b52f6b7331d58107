import { lazy, Suspense, useState } from 'react'
import { Boundary, Button, Page } from '../ui'
import { gearIcon } from '../ui/icons/work'
import { Counts } from './Counts'
import type { GateState, OpenGate } from './device'
import type { Preferences } from './preferences'
import { RecentScans } from './RecentScans'
import { Standing, Troubles } from './Standing'
import type { KeptList, Scanned } from './store'
import { TypedCode } from './TypedCode'
import { useTexts } from './texts'
import { useScans } from './useScans'
import { VerdictScreen } from './VerdictScreen'
import { Viewfinder } from './Viewfinder'

// Loaded lazily: scanning and its verdict come first.
const Conflicts = lazy(() => import('./Conflicts'))
const DeviceSettings = lazy(() => import('./DeviceSettings'))
const Undo = lazy(() => import('./Undo'))

/** The page of a gate in use: camera, verdict, counts and the last scans. */
export function Scanning({
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
          <TypedCode onCheck={code => scan({ code })} />
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
          <Counts gate={gate} state={state} list={list} />
          <RecentScans state={state} list={list} onUndo={setUndoing} />
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
