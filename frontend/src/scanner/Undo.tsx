import { Confirm, toast } from '../ui'
import type { OpenGate } from './device'
import type { Scanned } from './store'
import { useTexts } from './texts'

/** Asks before a check-in is undone. */
export default function Undo({ gate, scan, onClose }: { gate: OpenGate; scan: Scanned; onClose: () => void }) {
  const t = useTexts()
  const undo = async () => {
    await gate.undo(scan)
    toast(t.scans.done)
  }
  return (
    <Confirm title={t.scans.undoTitle} action={t.scans.undo} danger={false} onClose={onClose} onConfirm={undo}>
      <p>{t.scans.undoText(scan.ticket?.holderName || t.nobody)}</p>
    </Confirm>
  )
}
