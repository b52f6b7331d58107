import { api, data, type Schemas } from '../api/client'

export type Refusal = Schemas['ScanRefusal']
export type Conflict = Schemas['ScanConflict']

/** A ticket in the check-in list. `issue` is the current one: codes of earlier issues are void. */
export type Listed = Schemas['CheckInListTicketView']

export type ListPage = Schemas['CheckInListView']

/** What a device needs to check tickets of an event offline. */
export type List = Omit<ListPage, 'items' | 'next' | 'since'>

export type OfflineScan = Schemas['OfflineScanField']

/** `problem`: why this scan was rejected; the others in the upload are unaffected. */
export type Synced = Omit<Schemas['SyncedScanView'], 'result' | 'reason'>

const PAGE = 100

/** @param since From the last page of the previous download: returns only later changes. */
export const listPage = (eventId: string, since?: string, cursor?: string): Promise<ListPage> =>
  data(api.GET('/events/{eventId}/check-in-list', { params: { path: { eventId }, query: { limit: PAGE, since, cursor } } }))

/** @param scans At most 100. */
export const upload = async (eventId: string, scans: OfflineScan[]): Promise<Synced[]> =>
  (await data(api.POST('/events/{eventId}/check-ins/sync', { params: { path: { eventId } }, body: { scans } }))).scans
