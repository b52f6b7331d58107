import type { List, Listed, Refusal } from './list'
import type { Read } from './seal'

/** What the gate says about a code. */
export interface Verdict {
  result: 'valid' | 'invalid'
  reason: Refusal | null
  /** Null when nothing is known about it. */
  ticket: { ticketId: string; holderName: string; ticketTypeName: string } | null
  firstUsedAt: string | null
  firstUsedGate: string | null
  /** Genuine, but sold or re-issued after this device fetched the list. */
  unlisted?: boolean
}

/** A ticket on this device. */
export interface Kept extends Listed {
  eventId: string
  /** When this device let it in, in milliseconds since 1970: the list may not know it yet. */
  here?: number
}

/**
 * The list is read from an index that follows the tickets after a moment. Shorter than the minute by which `since` goes back: a check-in that is
 * taken back meanwhile comes once more after it.
 */
const SETTLES = 20_000

/** As the server decides, in the same order: docs/tickets.md. `kept` is the ticket that the code names, if the list has it. */
export function decide(list: List, read: Read | 'typed', kept: Kept | undefined, now: number): Verdict {
  const refuse = (reason: Refusal): Verdict => ({
    result: 'invalid',
    reason,
    ticket: kept ? { ticketId: kept.ticketId, holderName: kept.holderName, ticketTypeName: kept.ticketTypeName } : null,
    firstUsedAt: kept?.usedAt ?? null,
    firstUsedGate: kept?.usedGate ?? null,
  })
  if (read === 'typed' && !kept) return refuse('unknown')
  if (read !== 'typed' && read.state !== 'genuine') {
    return refuse(read.state === 'forged' ? 'forged' : read.state === 'wrongEvent' ? 'wrong_event' : 'unknown')
  }
  const issue = read === 'typed' ? (kept?.issue ?? 0) : read.issue
  if (list.status === 'cancelled' || kept?.status === 'void' || (kept && kept.issue > issue)) return refuse('void')
  const unlisted = !kept || kept.issue < issue
  if (!unlisted && !kept.paid) return refuse('not_paid')
  if (now < Date.parse(list.gateOpensAt)) return refuse('event_not_open')
  if (now >= Date.parse(list.gateClosesAt)) return refuse('expired')
  if (kept?.status === 'used') return refuse('already_used')
  const ticketId = read === 'typed' ? (kept?.ticketId ?? '') : read.ticketId
  return {
    result: 'valid',
    reason: null,
    ticket: { ticketId, holderName: kept?.holderName ?? '', ticketTypeName: kept?.ticketTypeName ?? '' },
    firstUsedAt: null,
    firstUsedGate: null,
    unlisted,
  }
}

/**
 * A ticket of the list that is on its way here, beside what the device knows: whom it let in is in, although the list says so only after the
 * upload.
 * @param waiting Whether that scan has not been uploaded yet.
 */
export function merge(kept: Kept | undefined, listed: Listed, eventId: string, waiting: boolean, now: number): Kept {
  const ahead = kept?.here !== undefined && listed.status === 'valid' && (waiting || now - kept.here < SETTLES)
  if (!ahead) return { ...listed, eventId }
  return { ...listed, eventId, status: 'used', usedAt: kept.usedAt, usedGate: kept.usedGate, here: kept.here }
}
