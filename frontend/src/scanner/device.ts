import { api, data, serverNow } from '../api/client'
import { asProblem, Problem } from '../api/problem'
import { currentSession } from '../auth/session'
import type { Verdict } from './decide'
import { listPage, upload } from './list'
import { codeVerifier, read } from './seal'
import type { Counts, KeptList, Scanned } from './store'
import * as store from './store'

/** Somebody stands there: after this the device decides by itself. */
const PATIENCE = 1_500
const EVERY = 15_000
const SOON = 300
const LONGEST_WAIT = 15_000
const BATCH = 100
const PAGES = 2_000
const SHOWN_EVERY = 20
const RECENT = 25
/** A code of ours is far shorter; what is longer need not be kept whole. */
const LONGEST_CODE = 1_000

export interface GateState {
  /** Undefined while the device's own store is being read; null when the event has never been here. */
  list: KeptList | null | undefined
  online: boolean
  busy: boolean
  /** Why the last attempt at being in step with the server failed. */
  problem: Problem | null
  counts: Counts
  recent: readonly Scanned[]
  conflicts: readonly Scanned[]
}

/**
 * The gate of one event on this device. It asks the server while it can be reached, decides by the list where it cannot, and keeps each
 * decision until it has been uploaded. Call `stop()` when the page goes.
 */
export function openGate(eventId: string) {
  let state: GateState = {
    list: undefined,
    online: navigator.onLine,
    busy: false,
    problem: null,
    counts: { in: 0, toCome: 0, waiting: 0 },
    recent: [],
    conflicts: [],
  }
  let failures = 0
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  const listeners = new Set<() => void>()

  const change = (part: Partial<GateState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  /** By the server's clock, as far as it was ever heard. */
  const now = () => Date.now() + (state.list?.ahead ?? 0)

  /** Whoever is signed out would only be refused; signing in again loads the page anew. */
  const mayAsk = () => navigator.onLine && currentSession() !== null

  async function refresh() {
    const [list, counts, recent, conflicts] = await Promise.all([
      store.listOf(eventId),
      store.counts(eventId),
      store.recent(eventId, RECENT),
      store.conflicts(eventId),
    ])
    change({ list: list ?? null, counts, recent, conflicts })
  }

  function next(after: number) {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void sync(), after)
  }

  /** Uploads what waits, in order, then fetches what has changed. One at a time, over all tabs of this device. */
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
    try {
      await navigator.locks.request(`scanner ${eventId}`, async () => {
        await uploadAll()
        await fetchChanges()
      })
      failures = 0
      change({ online: true, problem: null })
    } catch (error) {
      const problem = asProblem(error)
      failures++
      change({ online: !problem.passing, problem })
    }
    await refresh()
    change({ busy: false })
    next(failures > 0 ? Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.75 + Math.random() / 2) : EVERY)
  }

  async function uploadAll() {
    for (let batches = 0; batches < PAGES; batches++) {
      const scans = await store.waiting(eventId, BATCH)
      if (scans.length === 0) return
      const answers = await upload(
        eventId,
        scans.map(({ scanId, qr, code, gate, scannedAt, result }) => ({
          scanId,
          qr,
          code,
          gate: gate || undefined,
          scannedAt,
          verdict: result,
        })),
      )
      await store.settle(scans, answers)
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
      // A long list is on its way: scanning online can begin with its first page.
      if (pages % SHOWN_EVERY === 0) await refresh()
    }
  }

  /**
   * What the gate says. A code that cannot be ours is refused at once, whoever could be asked.
   * @throws {Problem} when the server refuses to answer this person, or when there is neither a server nor a list.
   */
  async function scan(shown: { qr: string } | { code: string }, gate: string): Promise<Scanned> {
    const scanId = crypto.randomUUID()
    const list = state.list ?? undefined
    const complete = list?.since ? list : undefined
    const opened = 'qr' in shown && list ? await read(shown.qr, eventId, list.signingKeys, list.sealKeys) : null
    const hopeless = opened && opened.state !== 'genuine' && opened.state !== 'newKey'
    let failed: Problem | null = null
    let scanned: Scanned | undefined
    if (state.online && mayAsk() && !hopeless) {
      try {
        scanned = await store.keepVerdict(eventId, await ask(shown, scanId, gate), scanId, gate, now())
      } catch (error) {
        failed = asProblem(error)
        if (!failed.passing && failed.status !== 401) throw failed
        change({ online: failed.status === 401, problem: failed })
        next(1000)
      }
    }
    if (!scanned) {
      if (!list || !(complete || hopeless)) throw failed ?? new Problem(0, { code: 'offline' })
      const known =
        'qr' in shown
          ? { qr: shown.qr.slice(0, LONGEST_CODE), read: opened ?? { state: 'notOurs' as const } }
          : { code: shown.code, verifier: await codeVerifier(shown.code, eventId) }
      scanned = await store.decideHere(list, known, scanId, gate, now())
      if (state.online) next(SOON)
    }
    // Somebody stands there: the verdict first.
    void refresh()
    return scanned
  }

  const ask = (shown: { qr: string } | { code: string }, scanId: string, gate: string): Promise<Verdict> =>
    data(
      api.POST('/validate-ticket', {
        body: { ...shown, eventId, scanId, gate: gate || undefined, scannedAt: new Date(now()).toISOString() },
        // Without a list there is nobody else to ask.
        signal: state.list?.since ? AbortSignal.timeout(PATIENCE) : undefined,
      }),
    )

  /** @throws {Problem} */
  async function undo(scanned: Scanned) {
    await data(api.POST('/tickets/{ticketId}/undo-check-in', { params: { path: { ticketId: scanned.ticket?.ticketId ?? '' } }, body: {} }))
    await store.keepUndone(scanned)
    await refresh()
  }

  async function acknowledge() {
    await store.acknowledge(eventId)
    await refresh()
  }

  const wake = () => {
    failures = 0
    void sync()
  }
  const sleep = () => change({ online: false })
  const shown = () => document.visibilityState === 'visible' && next(SOON)
  addEventListener('online', wake)
  addEventListener('offline', sleep)
  document.addEventListener('visibilitychange', shown)
  void refresh().then(sync)

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    scan,
    undo,
    acknowledge,
    sync,
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
