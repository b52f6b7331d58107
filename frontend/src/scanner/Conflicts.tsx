import { Button, Notice } from '../ui'
import type { GateState, OpenGate } from './device'
import type { KeptList } from './store'
import { useTexts } from './texts'
import { moment } from './VerdictScreen'

/** Scans that the server judges differently than this device did offline. */
export default function Conflicts({
  gate,
  state: { conflicts },
  list: { timeZone },
}: {
  gate: OpenGate
  state: GateState
  list: KeptList
}) {
  const t = useTexts()
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
