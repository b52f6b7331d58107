import { useSession } from '../auth/session'
import { Button, Icon } from '../ui'
import { checkIcon, crossIcon, warningIcon } from '../ui/icons/house'
import { undoIcon } from '../ui/icons/work'
import type { GateState } from './device'
import type { KeptList, Scanned } from './store'
import { useTexts } from './texts'
import { moment, toneOf } from './VerdictScreen'

/** The last scans of this device. Check-ins can be undone while it is online. */
export function RecentScans({ state, list, onUndo }: { state: GateState; list: KeptList; onUndo: (scan: Scanned) => void }) {
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
