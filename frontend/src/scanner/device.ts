import { api, data, serverNow } from '../api/client'
import { currentSession } from '../auth/session'
import { listeners } from '../listeners'
import { asProblem, Problem } from '../problem'
import type { Verdict } from './decide'
import { listPage, upload } from './list'
import { codeVerifier, type Read, read } from './seal'
import type { Counts, KeptList, Scanned, Shown } from './store'
import * as store from './store'

/** Milliseconds to wait for the server before deciding offline, because somebody is waiting at the gate. */
const PATIENCE = 1_500
const EVERY = 15_000
const SOON = 300
const LONGEST_WAIT = 15_000
const BATCH = 100
const PAGES = 2_000
const SHOWN_EVERY = 20
const RECENT = 25
/** Longer codes are truncated; ours are far shorter. */
const LONGEST_CODE = 1_000
/** The statuses with which the API rejects the content of a request, rather than the caller or the time. */
const UNREADABLE = [400, 413, 422]
/** A firewall may block a request for its content: how many blocked requests end a round of uploads, and when blocked scans are retried. */
const MOST_BLOCKED = 25
const UNBLOCKED_AFTER = 120_000
/** Blocked retries before a scan is set aside: about half an hour. */
const MOST_REFUSALS = 15

/** Replaces lone surrogates, which are not valid Unicode. */
const sound = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** Cleans typed or pasted text for the API. */
const tidy = (text: string) => sound(text.replace(/\p{Control}/gu, ' ')).trim()

/** A code presented at the gate. `keys` is the text of a hand scanner in the US keyboard layout. */
export type Presented = { qr: string; keys?: string } | { code: string }

/** A round of uploads: whether the API accepted any, and the responses of a firewall or proxy in front of it. */
interface Round {
  settled: boolean
  refusals: Problem[]
  /** The scans that were blocked individually. */
  alone: number[]
}

export interface GateState {
  /** Undefined while the local store is being read; null when the event was never on this device. */
  list: KeptList | null | undefined
  online: boolean
  busy: boolean
  /** Why the last sync failed. */
  problem: Problem | null
  /** Whether the local store works. */
  stores: boolean
  counts: Counts
  recent: readonly Scanned[]
  conflicts: readonly Scanned[]
}

/**
 * The gate of one event on this device. It asks the server while online, decides by the list while offline, and stores each offline
 * decision until it is uploaded. Call `stop()` when the page unmounts.
 */
export function openGate(eventId: string) {
  let state: GateState = {
    list: undefined,
    online: navigator.onLine,
    busy: false,
    problem: null,
    stores: true,
    counts: { in: 0, toCome: 0, waiting: 0 },
    recent: [],
    conflicts: [],
  }
  let failures = 0
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  /** The `seq` of scans blocked by a firewall or proxy: they are skipped until a later round. */
  const blocked = new Set<number>()
  let blockedUntil = 0
  const { tell, listen } = listeners()

  const change = (part: Partial<GateState>) => {
    state = { ...state, ...part }
    tell()
  }

  /** The server's time, by the last known clock difference. */
  const now = () => Date.now() + (state.list?.ahead ?? 0)

  /** Signed-out requests would only fail; signing in again reloads the page. */
  const mayAsk = () => navigator.onLine && currentSession() !== null

  /** Reloads the state from the local store. Never throws. */
  async function refresh() {
    try {
      const [list, counts, recent, conflicts] = await Promise.all([
        store.listOf(eventId),
        store.counts(eventId),
        store.recent(eventId, RECENT),
        store.conflicts(eventId),
      ])
      change({ stores: true, list: list ?? null, counts, recent, conflicts })
    } catch {
      change({ stores: false, list: state.list ?? null })
    }
  }

  function next(after: number) {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void sync(), after)
  }

  /** Uploads pending scans in order, then downloads changes. Runs one at a time across all tabs of this device. */
  function sync(): Promise<void> {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }

  async function once() {
    clearTimeout(timer)
    if (stopped) return
    if (!mayAsk()) {
      change({ online: navigator.onLine })
      return
    }
    change({ busy: true })
    let stores = true
    try {
      await navigator.locks.request(`scanner ${eventId}`, async () => {
        const refusal = await uploadAll()
        await fetchChanges()
        if (refusal) throw refusal
      })
      failures = 0
      change({ online: true, problem: null })
    } catch (error) {
      failures++
      if (error instanceof Problem) change({ online: !error.passing, problem: error })
      // The local store failed: scanning still works online.
      else {
        stores = false
        change({ online: navigator.onLine })
      }
    }
    await refresh()
    change({ busy: false, stores: stores && state.stores })
    next(failures > 0 ? Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.75 + Math.random() / 2) : EVERY)
  }

  /** @returns The first response of the firewall or proxy if it blocked every upload. */
  async function uploadAll(): Promise<Problem | null> {
    if (Date.now() >= blockedUntil) {
      blocked.clear()
      blockedUntil = Date.now() + UNBLOCKED_AFTER
    }
    const round: Round = { settled: false, refusals: [], alone: [] }
    for (let batches = 0; batches < PAGES && round.refusals.length < MOST_BLOCKED; batches++) {
      const scans = (await store.waiting(eventId, BATCH + blocked.size)).filter(({ seq }) => !blocked.has(seq))
      if (scans.length === 0) break
      await settle(scans.slice(0, BATCH), round)
    }
    // Count blocked scans only if other requests get through.
    if (round.alone.length > 0 && (round.settled || (await takesOthers()))) await store.refuse(round.alone, MOST_REFUSALS)
    return (!round.settled && round.refusals[0]) || null
  }

  /** Whether an empty upload reaches the API, which then rejects it as empty. */
  const takesOthers = () =>
    upload(eventId, []).then(
      () => true,
      error => error instanceof Problem && error.answered && UNREADABLE.includes(error.status),
    )

  /**
   * Uploads scans, halving a rejected batch until the bad scan is isolated, so that it does not block the others. A scan rejected by the
   * API is set aside; one blocked by a firewall or proxy stays pending.
   * @throws {Problem} when the error is not about the scans.
   */
  async function settle(scans: readonly Scanned[], round: Round): Promise<void> {
    if (round.refusals.length >= MOST_BLOCKED) return
    try {
      const sent = scans.map(({ scanId, qr, code, gate, scannedAt, result }) => ({
        scanId,
        qr: qr && sound(qr),
        code: code && tidy(code),
        gate: tidy(gate) || undefined,
        scannedAt,
        verdict: result,
      }))
      await store.settle(scans, await upload(eventId, sent), now())
      round.settled = true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { status, code, answered } = error
      if (error.passing || status === 401 || (answered && !UNREADABLE.includes(status))) throw error
      if (!answered) round.refusals.push(error)
      if (scans.length > 1) {
        const half = scans.length / 2
        await settle(scans.slice(0, half), round)
        await settle(scans.slice(half), round)
        return
      }
      if (!answered) {
        for (const { seq } of scans) {
          blocked.add(seq)
          round.alone.push(seq)
        }
        return
      }
      const refused = { conflict: null, firstUsedAt: null, firstUsedGate: null, ticket: null, problem: code }
      await store.settle(
        scans,
        scans.map(({ scanId }) => ({ scanId, ...refused })),
        now(),
      )
      round.settled = true
    }
  }

  async function fetchChanges() {
    const since = (await store.listOf(eventId))?.since ?? undefined
    let cursor: string | undefined
    for (let pages = 0; pages < PAGES; pages++) {
      const page = await listPage(eventId, since, cursor)
      await store.keepPage(page, Date.now(), serverNow() - Date.now())
      if (!page.next) return
      cursor = page.next
      // Show progress of a long download: scanning online can start with the first page.
      if (pages % SHOWN_EVERY === 0) await refresh()
    }
  }

  /**
   * Checks a code. A code that cannot be ours is refused without asking the server.
   * @throws {Problem} when the server rejects the user, or when there is neither a connection nor a list.
   */
  async function scan(presented: Presented, atGate: string): Promise<Scanned> {
    const scanId = crypto.randomUUID()
    const gate = tidy(atGate)
    const list = state.list ?? undefined
    const complete = list?.since ? list : undefined
    const [qr, opened] = await readQr(presented, list)
    const hopeless = opened && opened.state !== 'genuine' && opened.state !== 'newKey'
    const shown: Shown =
      'qr' in presented
        ? { qr: sound(qr.slice(0, LONGEST_CODE)), read: opened ?? { state: 'notOurs' } }
        : { code: tidy(presented.code), verifier: await codeVerifier(tidy(presented.code), eventId) }
    // The server does not know this device's offline check-ins until they are uploaded.
    const ours = complete && (await store.isInHere(eventId, shown).catch(() => false))
    let failed: Problem | null = null
    let verdict: Verdict | undefined
    if (state.online && mayAsk() && !hopeless && !ours) {
      try {
        verdict = await ask('qr' in shown ? { qr: shown.qr } : { code: shown.code }, scanId, gate)
      } catch (error) {
        failed = asProblem(error)
        if (failed.answered && !failed.passing && failed.status !== 401) throw failed
        change({ online: !failed.passing, problem: failed })
        next(1000)
      }
    }
    let scanned: Scanned
    if (verdict) {
      const at = now()
      const asked = { ...verdict, scanId, eventId, gate, scannedAt: new Date(at).toISOString(), offline: false }
      // The ticket is used now, so show the verdict even if it cannot be stored here.
      scanned = await store.keepVerdict(shown, asked, at).catch(() => ({ ...asked, seq: 0, unkept: true as const }))
    } else {
      if (!list || !(complete || hopeless)) throw failed ?? new Problem(0, { code: 'offline' })
      scanned = await store.decideHere(list, shown, scanId, gate, now())
      if (state.online) next(SOON)
    }
    // Do not wait for the refresh: somebody is waiting for the verdict.
    void refresh()
    return scanned
  }

  /** Falls back to the US keyboard layout when the computer's layout garbled the text of a hand scanner. */
  async function readQr(presented: Presented, list?: KeptList): Promise<[qr: string, opened: Read | null]> {
    if ('code' in presented || !list) return ['qr' in presented ? presented.qr : '', null]
    const { qr, keys } = presented
    const opened = await read(qr, eventId, list.signingKeys, list.sealKeys)
    if (!keys || opened.state !== 'notOurs') return [qr, opened]
    const byKeys = await read(keys, eventId, list.signingKeys, list.sealKeys)
    return byKeys.state === 'notOurs' ? [qr, opened] : [keys, byKeys]
  }

  const ask = (shown: { qr: string } | { code: string }, scanId: string, gate: string): Promise<Verdict> =>
    data(
      api.POST('/validate-ticket', {
        body: { ...shown, eventId, scanId, gate: gate || undefined, scannedAt: new Date(now()).toISOString() },
        // No timeout without a list, because the device cannot decide offline.
        signal: state.list?.since ? AbortSignal.timeout(PATIENCE) : undefined,
      }),
    )

  /** @throws {Problem} */
  async function undo(scanned: Scanned) {
    const path = { ticketId: scanned.ticket?.ticketId ?? '' }
    // Idempotent: a retry after a lost response must not undo a later check-in.
    const header = { 'Idempotency-Key': `undo-${scanned.scanId}` }
    const { status } = await data(api.POST('/tickets/{ticketId}/undo-check-in', { params: { path, header }, body: {} }))
    await store.keepUndone(scanned, status)
    await refresh()
  }

  async function acknowledge() {
    await store.acknowledge(eventId)
    await refresh()
  }

  /** Syncs now, including blocked scans. */
  const wake = () => {
    failures = 0
    blockedUntil = 0
    return sync()
  }
  const sleep = () => change({ online: false })
  const shown = () => document.visibilityState === 'visible' && next(SOON)
  addEventListener('online', wake)
  addEventListener('offline', sleep)
  document.addEventListener('visibilitychange', shown)
  void refresh().then(sync)

  return {
    state: () => state,
    subscribe: listen,
    scan,
    undo,
    acknowledge,
    sync: wake,
    stop: () => {
      stopped = true
      clearTimeout(timer)
      removeEventListener('online', wake)
      removeEventListener('offline', sleep)
      document.removeEventListener('visibilitychange', shown)
    },
  }
}

export type OpenGate = ReturnType<typeof openGate>
