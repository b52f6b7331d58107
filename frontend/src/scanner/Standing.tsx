import { useEffect, useState } from 'react'
import { signIn, useSession } from '../auth/session'
import { Badge, Button, Failure, LinkButton, Notice, useCommonTexts } from '../ui'
import type { GateState } from './device'
import { worksOffline } from './offline'
import { hasEnded } from './pairing'
import type { KeptList } from './store'
import { useTexts } from './texts'

/** Connection status, and whether the device is ready for offline use. */
export function Standing({ state, list }: { state: GateState; list: KeptList }) {
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

/** Says that the server no longer accepts this gate device. */
export function Ended() {
  const t = useTexts()
  return (
    <Notice tone="bad" action={<LinkButton href="/?pair=">{t.pair.again}</LinkButton>}>
      {t.pair.ended}
    </Notice>
  )
}

/** What keeps the device from working, or its scans from being sent. */
export function Troubles({ state, list }: { state: GateState; list: KeptList }) {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  const ended = hasEnded(session, state.problem)
  return (
    <>
      {list.status === 'cancelled' && <Notice tone="bad">{t.state.cancelled}</Notice>}
      {!state.stores && <Notice tone="bad">{t.state.storage}</Notice>}
      {ended && <Ended />}
      {!session && !ended && (
        <Notice tone="warn" action={navigator.onLine && <Button onClick={() => void signIn()}>{common.signIn}</Button>}>
          {t.state.signedOut}
        </Notice>
      )}
      {session && !ended && state.problem && !state.problem.passing && <Failure problem={state.problem} />}
    </>
  )
}
