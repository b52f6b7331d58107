import { decide, type Kept, merge, type Verdict } from './decide'
import type { Conflict, List, Listed, ListPage, Synced } from './list'
import type { Read } from './seal'

/** The check-in list of an event as stored on this device. */
export interface KeptList extends List {
  /** Null until all pages are downloaded: before that, a missing ticket may still be valid. */
  since: string | null
  /** When it was last synced, in milliseconds since 1970. */
  fetchedAt: number
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  ahead: number
}

/** A scan by this device with its verdict. Scans with `waiting` are uploaded in the order of `seq`. */
export interface Scanned extends Verdict {
  seq: number
  scanId: string
  eventId: string
  qr?: string
  code?: string
  gate: string
  scannedAt: string
  /** Decided offline by the device. */
  offline: boolean
  waiting?: 1
  /** How often a firewall or proxy blocked its upload while the API accepted others. */
  refused?: number
  /** The conflict found by the upload, until it is dismissed. */
  conflict?: Conflict | 'notTaken'
  undone?: boolean
  /** The server's verdict could not be stored here. */
  unkept?: true
}

export interface Counts {
  in: number
  toCome: number
  waiting: number
}

export type Shown = { qr: string; read: Read } | { code: string; verifier: string | null }

const KEPT = 500
let opened: Promise<IDBDatabase> | undefined

/** Errors of a closed connection; browsers close it when the disk is full or the page was suspended. */
const CUT = ['InvalidStateError', 'UnknownError']

/** `work` may await only database requests: an IndexedDB transaction commits when it has none pending. */
async function transaction<T>(mode: IDBTransactionMode, work: (tx: IDBTransaction) => Promise<T>): Promise<T> {
  opened ??= open()
  const connection = opened
  try {
    return await attempt(await connection, mode, work)
  } catch (error) {
    if (!CUT.includes((error as Error).name)) throw error
    if (opened === connection) opened = undefined
    opened ??= open()
    return attempt(await opened, mode, work)
  }
}

async function attempt<T>(db: IDBDatabase, mode: IDBTransactionMode, work: (tx: IDBTransaction) => Promise<T>): Promise<T> {
  const tx = db.transaction(['lists', 'tickets', 'scans'], mode)
  const ended = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error ?? new Error('The transaction was aborted.'))
  })
  try {
    const result = await work(tx)
    await ended
    return result
  } catch (error) {
    ended.catch(() => undefined)
    if (!tx.error) tx.abort()
    throw error
  }
}

function open(): Promise<IDBDatabase> {
  const connection = connect()
  const gone = () => {
    if (opened === connection) opened = undefined
  }
  connection.then(db => {
    db.onclose = gone
  }, gone)
  return connection
}

const connect = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('scanner', 1)
    request.onupgradeneeded = () => {
      const db = request.result
      db.createObjectStore('lists', { keyPath: 'eventId' })
      const tickets = db.createObjectStore('tickets', { keyPath: ['eventId', 'ticketId'] })
      tickets.createIndex('code', ['eventId', 'codeVerifier'])
      tickets.createIndex('status', ['eventId', 'status'])
      const scans = db.createObjectStore('scans', { keyPath: 'seq', autoIncrement: true })
      scans.createIndex('event', 'eventId')
      scans.createIndex('waiting', ['eventId', 'waiting'])
      scans.createIndex('conflict', ['eventId', 'conflict'])
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const of = <T>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T)
    request.onerror = () => reject(request.error)
  })

const waitingOf = (tx: IDBTransaction, eventId: string) => tx.objectStore('scans').index('waiting').getAll([eventId, 1])

export const lists = (): Promise<KeptList[]> => transaction('readonly', tx => of(tx.objectStore('lists').getAll()))

export const listOf = (eventId: string): Promise<KeptList | undefined> =>
  transaction('readonly', tx => of(tx.objectStore('lists').get(eventId)))

/** Stores one page of the list. The last page marks the list as complete. */
export const keepPage = (page: ListPage, now: number, ahead: number): Promise<void> =>
  transaction('readwrite', async tx => {
    const { items, next, since, ...list } = page
    const tickets = tx.objectStore('tickets')
    const before = await of<KeptList | undefined>(tx.objectStore('lists').get(page.eventId))
    const waiting = new Set((await of<Scanned[]>(waitingOf(tx, page.eventId))).map(scan => scan.ticket?.ticketId))
    for (const listed of items) {
      const kept = await of<Kept | undefined>(tickets.get([page.eventId, listed.ticketId]))
      tickets.put(merge(kept, listed, page.eventId, waiting.has(listed.ticketId), now + ahead))
    }
    tx.objectStore('lists').put({
      ...list,
      since: next ? (before?.since ?? null) : since,
      fetchedAt: next ? (before?.fetchedAt ?? 0) : now,
      ahead,
    })
  })

async function find(tx: IDBTransaction, eventId: string, shown: Shown): Promise<Kept | undefined> {
  const tickets = tx.objectStore('tickets')
  if ('code' in shown) return shown.verifier === null ? undefined : of(tickets.index('code').get([eventId, shown.verifier]))
  return shown.read.state === 'genuine' ? of(tickets.get([eventId, shown.read.ticketId])) : undefined
}

/** The ticket marked as used, with the details known so far. */
function used(
  eventId: string,
  shown: Shown,
  kept: Kept | undefined,
  verdict: Verdict,
  at: Pick<Kept, 'usedAt' | 'usedGate' | 'here'>,
): Kept {
  const { ticketId = '', holderName = '', ticketTypeName = '' } = verdict.ticket ?? {}
  const typed = 'code' in shown
  const unknown: Omit<Listed, 'status' | 'usedAt' | 'usedGate'> = {
    ticketId,
    issue: 0,
    paid: true,
    holderName,
    ticketTypeName,
    codeVerifier: (typed && shown.verifier) || '',
  }
  const issue = !typed && shown.read.state === 'genuine' ? shown.read.issue : (kept?.issue ?? 0)
  return { ...unknown, ...kept, issue, eventId, status: 'used', ...at }
}

/** Whether this device checked the ticket in and has not uploaded that yet. */
export const isInHere = (eventId: string, shown: Shown): Promise<boolean> =>
  transaction('readonly', async tx => {
    const kept = await find(tx, eventId, shown)
    if (kept?.status !== 'used' || kept.here === undefined) return false
    const waits = await of<Scanned[]>(waitingOf(tx, eventId))
    return waits.some(scan => scan.result === 'valid' && scan.ticket?.ticketId === kept.ticketId)
  })

/** Decides offline and stores the decision in one transaction, so that two tabs cannot both check in the same ticket. */
export const decideHere = (list: KeptList, shown: Shown, scanId: string, gate: string, now: number): Promise<Scanned> =>
  transaction('readwrite', async tx => {
    const { eventId } = list
    const typed = 'code' in shown
    const kept = await find(tx, eventId, shown)
    const verdict = decide(list, typed ? 'typed' : shown.read, kept, now)
    const scannedAt = new Date(now).toISOString()
    if (verdict.result === 'valid') {
      tx.objectStore('tickets').put(used(eventId, shown, kept, verdict, { usedAt: scannedAt, usedGate: gate || null, here: now }))
    }
    return note(tx, {
      ...verdict,
      ...(typed ? { code: shown.code } : { qr: shown.qr }),
      scanId,
      eventId,
      gate,
      scannedAt,
      offline: true,
      waiting: 1,
    })
  })

/** Stores a verdict of the server, in case the network drops; also for a ticket that is not in the list yet. */
export const keepVerdict = (shown: Shown, scan: Omit<Scanned, 'seq'>, now: number): Promise<Scanned> =>
  transaction('readwrite', async tx => {
    const tickets = tx.objectStore('tickets')
    const { eventId, ticket, result, reason, firstUsedAt, firstUsedGate } = scan
    if (ticket && (result === 'valid' || reason === 'already_used')) {
      const kept = await of<Kept | undefined>(tickets.get([eventId, ticket.ticketId]))
      const at =
        result === 'valid'
          ? { usedAt: scan.scannedAt, usedGate: scan.gate || null, here: now }
          : { usedAt: firstUsedAt, usedGate: firstUsedGate }
      tickets.put(used(eventId, shown, kept, scan, at))
    }
    return note(tx, scan)
  })

async function note(tx: IDBTransaction, scan: Omit<Scanned, 'seq'>): Promise<Scanned> {
  const seq = await of<number>(tx.objectStore('scans').add(scan))
  // Delete an old scan once it is uploaded: the server has it.
  const old = await of<Scanned | undefined>(tx.objectStore('scans').get(seq - KEPT))
  if (old && !old.waiting && !old.conflict) tx.objectStore('scans').delete(old.seq)
  return { ...scan, seq }
}

/** The oldest scans that are not uploaded yet. */
export const waiting = (eventId: string, limit: number): Promise<Scanned[]> =>
  transaction('readonly', tx => of(tx.objectStore('scans').index('waiting').getAll([eventId, 1], limit)))

/** Marks scans as uploaded, and stores the server's results with the device's verdicts. */
export const settle = (scans: readonly Scanned[], answers: readonly Synced[], now: number): Promise<void> =>
  transaction('readwrite', async tx => {
    const store = tx.objectStore('scans')
    const tickets = tx.objectStore('tickets')
    for (const { seq, scanId } of scans) {
      const answer = answers.find(other => other.scanId === scanId)
      const scan = await of<Scanned | undefined>(store.get(seq))
      if (!scan || !answer) continue
      const { waiting: _, qr, code, ...rest } = scan
      const conflict = answer.problem ? 'notTaken' : answer.conflict
      const { firstUsedAt, firstUsedGate } = conflict === 'letInTwice' ? answer : scan
      store.put({
        ...rest,
        ticket: scan.ticket?.holderName ? scan.ticket : (answer.ticket ?? scan.ticket),
        firstUsedAt,
        firstUsedGate,
        ...(conflict && { conflict }),
        // Keep the code: this device has the only copy of a scan that the server rejected.
        ...(conflict === 'notTaken' && { qr, code }),
      })
      const kept = scan.ticket && (await of<Kept | undefined>(tickets.get([scan.eventId, scan.ticket.ticketId])))
      // The list includes an upload after a delay, so restart the stale period. In a conflict, the list is right immediately.
      if (kept?.here !== undefined && scan.result === 'valid' && !conflict) tickets.put({ ...kept, here: now })
    }
  })

/** Counts another upload blocked by a firewall or proxy; after `most` times the scans are set aside as `notTaken`. */
export const refuse = (seqs: readonly number[], most: number): Promise<void> =>
  transaction('readwrite', async tx => {
    const store = tx.objectStore('scans')
    for (const seq of seqs) {
      const scan = await of<Scanned | undefined>(store.get(seq))
      if (!scan?.waiting) continue
      const { waiting, ...rest } = scan
      const refused = (scan.refused ?? 0) + 1
      store.put(refused < most ? { ...scan, refused } : { ...rest, conflict: 'notTaken' })
    }
  })

export const counts = (eventId: string): Promise<Counts> =>
  transaction('readonly', async tx => {
    const status = tx.objectStore('tickets').index('status')
    const [used, valid, queued] = await Promise.all([
      of<number>(status.count([eventId, 'used'])),
      of<number>(status.count([eventId, 'valid'])),
      of<number>(tx.objectStore('scans').index('waiting').count([eventId, 1])),
    ])
    return { in: used, toCome: valid, waiting: queued }
  })

/** The latest scans, newest first. */
export const recent = (eventId: string, limit: number): Promise<Scanned[]> =>
  transaction(
    'readonly',
    tx =>
      new Promise((resolve, reject) => {
        const found: Scanned[] = []
        const request = tx.objectStore('scans').index('event').openCursor(eventId, 'prev')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const cursor = request.result
          if (cursor) found.push(cursor.value as Scanned)
          if (cursor && found.length < limit) cursor.continue()
          else resolve(found)
        }
      }),
  )

export const conflicts = (eventId: string): Promise<Scanned[]> =>
  transaction('readonly', tx =>
    of(
      tx
        .objectStore('scans')
        .index('conflict')
        .getAll(IDBKeyRange.bound([eventId], [eventId, []])),
    ),
  )

/** Dismisses the conflicts. */
export const acknowledge = (eventId: string): Promise<void> =>
  transaction('readwrite', async tx => {
    const store = tx.objectStore('scans')
    const found = await of<Scanned[]>(store.index('conflict').getAll(IDBKeyRange.bound([eventId], [eventId, []])))
    for (const { conflict: _, ...scan } of found) store.put(scan)
  })

/** @param status The ticket's current status: it stays void if it was refunded in the meantime. */
export const keepUndone = (scan: Scanned, status: Kept['status']): Promise<void> =>
  transaction('readwrite', async tx => {
    tx.objectStore('scans').put({ ...scan, undone: true })
    const tickets = tx.objectStore('tickets')
    const kept = await of<Kept | undefined>(tickets.get([scan.eventId, scan.ticket?.ticketId ?? '']))
    if (kept) tickets.put({ ...kept, status, usedAt: null, usedGate: null, here: undefined })
  })

/** Removes an event and its names from this device. Returns false without doing so while scans are not uploaded. */
export const forget = (eventId: string): Promise<boolean> =>
  transaction('readwrite', async tx => {
    const scans = tx.objectStore('scans')
    if ((await of<number>(scans.index('waiting').count([eventId, 1]))) > 0) return false
    for (const seq of await of<IDBValidKey[]>(scans.index('event').getAllKeys(eventId))) scans.delete(seq)
    tx.objectStore('tickets').delete(IDBKeyRange.bound([eventId], [eventId, []]))
    tx.objectStore('lists').delete(eventId)
    return true
  })

const KEPT_AFTER = 86_400_000

/** Removes events that ended more than a day ago, so that no names stay on the device. */
export async function forgetWhatIsOver(now: number) {
  for (const list of await lists()) if (now > Date.parse(list.gateClosesAt) + KEPT_AFTER) await forget(list.eventId)
}
