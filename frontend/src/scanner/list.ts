import { api, data, type Schemas } from '../api/client'

export type Refusal = Schemas['ScanRefusal']
export type Conflict = Schemas['ScanConflict']

/** A ticket as the check-in list has it. `issue` is the good one: a code of an earlier issue is void. */
export type Listed = Schemas['CheckInListTicketView']

export type ListPage = Schemas['CheckInListView']

/** What a device needs to decide at the gate of an event without a network. */
export type List = Omit<ListPage, 'items' | 'next' | 'since'>

export type OfflineScan = Schemas['OfflineScanField']

/** `problem`: why this scan could not be taken; it held up no other. */
export type Synced = Omit<Schemas['SyncedScanView'], 'result' | 'reason'>

const PAGE = 100

/** @param since Of the last page that was fetched: then only what has changed. */
export const listPage = (eventId: string, since?: string, cursor?: string): Promise<ListPage> =>
  data(api.GET('/events/{eventId}/check-in-list', { params: { path: { eventId }, query: { limit: PAGE, since, cursor } } }))

/** @param scans 100 at most. */
export const upload = async (eventId: string, scans: OfflineScan[]): Promise<Synced[]> =>
  (await data(api.POST('/events/{eventId}/check-ins/sync', { params: { path: { eventId } }, body: { scans } }))).scans
