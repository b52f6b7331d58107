import { useEffect, useRef } from 'react'
import { useSession } from '../auth/session'
import { date, dateTime, time } from '../i18n/format'
import type { Problem } from '../problem'
import { type Tone, useProblemText } from '../ui'
import { hasEnded } from './pairing'
import type { KeptList, Scanned } from './store'
import { useTexts } from './texts'

export type Outcome = Scanned | Problem | 'checking'

const GOOD_FOR = 2_500

export function toneOf(outcome: Outcome): Tone {
  if (outcome === 'checking') return 'neutral'
  if (!('seq' in outcome)) return 'bad'
  if (outcome.result === 'valid') return 'good'
  return outcome.reason === 'already_used' ? 'warn' : 'bad'
}

const GOOD_SEEN = 1_000

/**
 * Whether the camera may scan the next code. It sees any code held up, so it must not replace an unread verdict: a refusal stays until
 * it is dismissed, a valid one for a moment.
 * @param shownFor How long the verdict has been shown, in milliseconds.
 */
export const mayFollow = (outcome: Outcome | null, shownFor: number): boolean =>
  outcome === null || (toneOf(outcome) === 'good' && shownFor >= GOOD_SEEN)

/** A different outline for each kind of verdict, so that color is not the only cue. */
const shapes: Partial<Record<Tone, string>> = {
  good: 'M50 6a44 44 0 1 0 0 88 44 44 0 0 0 0-88M28 51l15 16 29-33',
  warn: 'M50 8l44 80H6zM50 36v26M50 73v4',
  bad: 'M32 6h36l26 26v36l-26 26H32L6 68V32zM34 34l32 32M66 34l-32 32',
  neutral: 'M50 6a44 44 0 1 0 0 88 44 44 0 0 0 0-88M50 26v26l16 10',
}

/** The largest font size at which the longest word fits. */
function sizeOf(text: string): 'huge' | 'large' | 'big' {
  const longest = Math.max(...text.split(' ').map(word => word.length))
  return longest <= 5 ? 'huge' : longest <= 7 ? 'large' : 'big'
}

/** A full-screen verdict until it is dismissed, readable from two meters, by day and by night. */
export function VerdictScreen({ outcome, list, onClose }: { outcome: Outcome; list?: KeptList | null; onClose: () => void }) {
  const t = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const tone = toneOf(outcome)
  useEffect(() => {
    const element = dialog.current
    if (!element?.open) element?.showModal()
    return () => element?.close()
  }, [])
  useEffect(() => {
    if (toneOf(outcome) !== 'good') return
    const timer = setTimeout(onClose, GOOD_FOR)
    return () => clearTimeout(timer)
  }, [outcome, onClose])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focused button inside and Escape do the same
    <dialog
      ref={dialog}
      className={`verdict ${tone}`}
      role="alertdialog"
      aria-labelledby="verdict-word"
      aria-describedby="verdict-text"
      onClick={onClose}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <svg className="verdict-shape" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <path d={shapes[tone]} />
      </svg>
      {/* Rendered from the start, because a live region that is added together with its text is not announced. */}
      <div aria-live="assertive">
        <Words outcome={outcome} list={list} />
      </div>
      <button type="button" className="button" onClick={onClose}>
        {t.verdict.next}
      </button>
    </dialog>
  )
}

function Words({ outcome, list }: { outcome: Outcome; list?: KeptList | null }) {
  const t = useTexts()
  const problemText = useProblemText()
  const session = useSession()
  if (outcome === 'checking') return <h2 id="verdict-word">{t.verdict.checking}</h2>
  if (!('seq' in outcome)) {
    return (
      <>
        <h2 id="verdict-word">{t.verdict.failed}</h2>
        <p id="verdict-text">{hasEnded(session, outcome) ? t.pair.ended : problemText(outcome)}</p>
      </>
    )
  }
  const { reason, ticket, firstUsedAt, firstUsedGate, unlisted, offline, unkept } = outcome
  const word = t.verdicts[reason ?? 'valid']
  return (
    <>
      <h2 id="verdict-word" className={sizeOf(word)}>
        {word}
      </h2>
      <div id="verdict-text">
        {ticket?.holderName && <p className="verdict-name">{ticket.holderName}</p>}
        {ticket?.ticketTypeName && <p className="verdict-type">{ticket.ticketTypeName}</p>}
        <p>
          {reason === 'already_used' && firstUsedAt
            ? t.verdict.used(moment(firstUsedAt, list?.timeZone), firstUsedGate)
            : reason === 'unknown' && outcome.code && offline
              ? t.verdict.unknownTyped
              : unlisted
                ? t.verdict.unlisted
                : t.because[reason ?? 'valid']}
        </p>
        {reason === 'event_not_open' && list && <p>{t.verdict.opens(moment(list.gateOpensAt, list.timeZone))}</p>}
        {offline && <p className="verdict-by">{t.verdict.offline}</p>}
        {unkept && <p className="verdict-by">{t.verdict.unkept}</p>}
      </div>
    </>
  )
}

/** Shows only the time for moments of today. */
export const moment = (at: string, timeZone?: string): string =>
  date(at, timeZone) === date(new Date().toISOString(), timeZone) ? time(at, timeZone) : dateTime(at, timeZone)
