import { api, data, type Schemas } from '../api/client'
import type { SealKey, SigningKey } from './seal'

export type Refusal = Schemas['ScanRefusal']
export type Conflict = 'letInTwice' | 'letInRefused' | 'turnedAwayValid'

/** A ticket as the check-in list has it. */
export interface Listed {
  ticketId: string
  /** The good one: a code of an earlier issue is void. */
  issue: number
  status: Schemas['TicketStatus']
  paid: boolean
  holderName: string
  ticketTypeName: string
  codeVerifier: string
  usedAt: string | null
  usedGate: string | null
}

/** What a device needs to decide at the gate of an event without a network. */
export interface List {
  eventId: string
  title: string
  status: Schemas['EventStatus']
  startsAt: string
  endsAt: string
  timeZone: string
  gateOpensAt: string
  gateClosesAt: string
  signingKeys: SigningKey[]
  sealKeys: SealKey[]
}

export interface ListPage extends List {
  items: Listed[]
  next: string | null
  since: string | null
}

export interface OfflineScan {
  scanId: string
  qr?: string
  code?: string
  gate?: string
  scannedAt: string
  verdict: 'valid' | 'invalid'
}

export interface Synced {
  scanId: string
  conflict: Conflict | null
  firstUsedAt: string | null
  firstUsedGate: string | null
  ticket: Schemas['ScannedTicketView'] | null
  /** Why this scan could not be taken; it held up no other. */
  problem: string | null
}

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>
interface Sent {
  params: { path: { eventId: string }; query?: Record<string, string | number | undefined> }
  body?: unknown
}
const gate = api as unknown as {
  GET(path: '/events/{eventId}/check-in-list', sent: Sent): Answer<ListPage>
  POST(path: '/events/{eventId}/check-ins/sync', sent: Sent): Answer<{ scans: Synced[] }>
}

const PAGE = 100

/** @param since Of the last page that was fetched: then only what has changed. */
export const listPage = (eventId: string, since?: string, cursor?: string): Promise<ListPage> =>
  data(gate.GET('/events/{eventId}/check-in-list', { params: { path: { eventId }, query: { limit: PAGE, since, cursor } } }))

/** @param scans 100 at most. */
export const upload = async (eventId: string, scans: OfflineScan[]): Promise<Synced[]> =>
  (await data(gate.POST('/events/{eventId}/check-ins/sync', { params: { path: { eventId } }, body: { scans } }))).scans
