import { useEffect, useState } from 'react'
import { serverNow } from '../../api/client'
import { announce, Icon } from '../../ui'
import { clockIcon } from '../../ui/icons/site'
import { useTexts } from '../orders'
import { clock, left, milestone, soon } from './time'

/** Countdown of the hold; the server decides when it ends. Screen readers hear a few minute marks only, not every second. */
export function HoldTimer({ expiresAt }: { expiresAt: string }) {
  const t = useTexts()
  const [seconds, setSeconds] = useState(() => left(expiresAt, serverNow()))
  useEffect(() => {
    let before = left(expiresAt, serverNow())
    const timer = setInterval(() => {
      const now = left(expiresAt, serverNow())
      const minutes = milestone(before, now)
      if (minutes) announce(t.checkout.left(minutes))
      if (now === 0) clearInterval(timer)
      before = now
      setSeconds(now)
    }, 500)
    return () => clearInterval(timer)
  }, [expiresAt, t])
  return (
    <div className={`hold ${soon(seconds) ? 'soon' : ''}`}>
      <p role="timer" aria-label={t.checkout.heldFor}>
        <Icon of={clockIcon} />
        <span>{t.checkout.held}</span>
        <strong>{clock(seconds)}</strong>
      </p>
      {soon(seconds) && <p className="hold-warning">{t.checkout.soon(clock(seconds))}</p>}
    </div>
  )
}
