import type { List, Listed, Refusal } from './list'
import type { Read } from './seal'

/** The result of checking a code at the gate. */
export interface Verdict {
  result: 'valid' | 'invalid'
  reason: Refusal | null
  /** Null when the ticket is unknown. */
  ticket: { ticketId: string; holderName: string; ticketTypeName: string } | null
  firstUsedAt: string | null
  firstUsedGate: string | null
  /** Genuine, but sold or reissued after this device downloaded the list. */
  unlisted?: boolean
}

/** A ticket stored on this device. */
export interface Kept extends Listed {
  eventId: string
  /** When this device checked it in, in milliseconds since 1970. The list may not include that yet. */
  here?: number
}

/**
 * The list comes from an eventually consistent index; this is how long its entries may be stale, in milliseconds. Less than the minute
 * by which `since` overlaps, so that an undo during this time is delivered again afterwards.
 */
const SETTLES = 20_000

/** Decides offline with the server's checks in the same order: docs/tickets.md. `kept` is the code's ticket, if the list has it. */
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
 * Merges a downloaded ticket with the stored one. A check-in by this device is kept, although the list includes it only some time after the
 * upload.
 * @param waiting Whether the scan has not been uploaded yet.
 */
export function merge(kept: Kept | undefined, listed: Listed, eventId: string, waiting: boolean, now: number): Kept {
  const ahead = kept?.here !== undefined && listed.status === 'valid' && (waiting || now - kept.here < SETTLES)
  if (!ahead) return { ...listed, eventId }
  return { ...listed, eventId, status: 'used', usedAt: kept.usedAt, usedGate: kept.usedGate, here: kept.here }
}
