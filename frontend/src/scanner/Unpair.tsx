import { useEffect, useState } from 'react'
import { keep } from '../auth/session'
import { Confirm, Notice } from '../ui'
import { openGate } from './device'
import { actsAsDevice, keepPairing } from './pairing'
import { counts, forget, type KeptList } from './store'
import { useTexts } from './texts/events'

/** Asks before the pairing and the check-in lists of this device are deleted. Scans that cannot be uploaded stay. */
export default function Unpair({ lists, onClose }: { lists: readonly KeptList[]; onClose: () => void }) {
  const t = useTexts()
  const [waiting, setWaiting] = useState(0)
  useEffect(() => {
    void Promise.all(lists.map(list => counts(list.eventId))).then(all => setWaiting(all.reduce((sum, it) => sum + it.waiting, 0)))
  }, [lists])
  const confirmed = async () => {
    for (const { eventId } of lists) {
      const gate = openGate(eventId)
      await gate.sync()
      gate.stop()
      await forget(eventId)
    }
    keepPairing(null)
    if (actsAsDevice()) keep(null, true)
  }
  return (
    <Confirm title={t.unpair.title} action={t.unpair.action} onConfirm={confirmed} onClose={onClose}>
      <p>{t.unpair.text}</p>
      {waiting > 0 && <Notice tone="warn">{t.unpair.waiting(waiting)}</Notice>}
    </Confirm>
  )
}
