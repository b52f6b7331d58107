import { useCallback, useEffect, useRef, useState } from 'react'
import { asProblem } from '../problem'
import type { OpenGate, Presented } from './device'
import { signal } from './signals'
import { mayFollow, type Outcome, toneOf } from './VerdictScreen'
import { listenToScanner } from './wedge'

/** Milliseconds before "Checking…" is shown; faster verdicts appear directly. */
const PATIENT = 100

/** The scans of a gate, one after another, and the outcome on the screen. Hand scanners are listened to while it is in use. */
export function useScans(gate: OpenGate, gateName: string) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  /** The verdict on the screen, or about to be shown, and since when. */
  const now = useRef<{ outcome: Outcome | null; since: number }>({ outcome: null, since: 0 })
  const at = useRef(gateName)
  at.current = gateName
  const turn = useRef<Promise<void>>(Promise.resolve())

  // Process scans one after another, so that each verdict is seen.
  const scan = useCallback(
    (shown: Presented) => {
      turn.current = turn.current.then(async () => {
        now.current = { outcome: 'checking', since: 0 }
        const slow = setTimeout(() => setOutcome('checking'), PATIENT)
        const result: Outcome = await gate.scan(shown, at.current).catch(asProblem)
        clearTimeout(slow)
        now.current = { outcome: result, since: performance.now() }
        setOutcome(result)
        signal(toneOf(result))
      })
    },
    [gate],
  )
  const onCamera = useCallback(
    (qr: string) => {
      const free = mayFollow(now.current.outcome, performance.now() - now.current.since)
      if (free) scan({ qr })
      return free
    },
    [scan],
  )
  const close = useCallback(() => {
    if (now.current.outcome !== 'checking') now.current = { outcome: null, since: 0 }
    setOutcome(null)
  }, [])
  useEffect(() => listenToScanner(scan), [scan])
  return { outcome, scan, onCamera, close }
}
