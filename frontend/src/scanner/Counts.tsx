import { number, percent } from '../i18n/format'
import { Button } from '../ui'
import type { GateState, OpenGate } from './device'
import type { KeptList } from './store'
import { useTexts } from './texts'
import { moment } from './VerdictScreen'

/** How many are inside and still to come, and when that was known. */
export function Counts({ gate, state: { counts, busy }, list }: { gate: OpenGate; state: GateState; list: KeptList }) {
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
