import { api, data, serverNow } from '../api/client'
import { asProblem, Problem } from '../api/problem'
import { currentSession } from '../auth/session'
import type { Verdict } from './decide'
import { listPage, upload } from './list'
import { codeVerifier, type Read, read } from './seal'
import type { Counts, KeptList, Scanned, Shown } from './store'
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
/** What the API answers when it is the text of a request that it cannot take, not who asks or when. */
const UNREADABLE = [400, 413, 422]
/** A firewall before the API may refuse a request for its text. So often a round of uploads splits for that, and so soon it tries again. */
const MOST_BLOCKED = 25
const UNBLOCKED_AFTER = 120_000
/** About half an hour. */
const MOST_REFUSALS = 15

/** Half a character is no text. */
const sound = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** What somebody typed or pasted, as the API takes it. */
const tidy = (text: string) => sound(text.replace(/\p{Control}/gu, ' ')).trim()

/** What somebody shows at the gate. `keys` is what a hand scanner typed, by the keys alone. */
export type Presented = { qr: string; keys?: string } | { code: string }

/** Of uploads: whether the API took any, and what something before the API answered in its place. */
interface Round {
  settled: boolean
  refusals: Problem[]
  /** The scans that were refused by themselves. */
  alone: number[]
}

export interface GateState {
  /** Undefined while the device's own store is being read; null when the event has never been here. */
  list: KeptList | null | undefined
  online: boolean
  busy: boolean
  /** Why the last attempt at being in step with the server failed. */
  problem: Problem | null
  /** Whether the device's own store works. */
  stores: boolean
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
    stores: true,
    counts: { in: 0, toCome: 0, waiting: 0 },
    recent: [],
    conflicts: [],
  }
  let failures = 0
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  /** Numbers of scans that something before the API refuses: they wait, and hold up no others. */
  const blocked = new Set<number>()
  let blockedUntil = 0
  const listeners = new Set<() => void>()

  const change = (part: Partial<GateState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  /** By the server's clock, as far as it was ever heard. */
  const now = () => Date.now() + (state.list?.ahead ?? 0)

  /** Whoever is signed out would only be refused; signing in again loads the page anew. */
  const mayAsk = () => navigator.onLine && currentSession() !== null

  /** Never fails: whoever calls it has something to go on with. */
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
      // The device's own store: the server can still be asked, and nobody else can.
      else {
        stores = false
        change({ online: navigator.onLine })
      }
    }
    await refresh()
    change({ busy: false, stores: stores && state.stores })
    next(failures > 0 ? Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.75 + Math.random() / 2) : EVERY)
  }

  /** @returns The refusal when something before the API let nothing through. */
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
    // Where everything is refused, it is not these scans.
    if (round.alone.length > 0 && (round.settled || (await takesOthers()))) await store.refuse(round.alone, MOST_REFUSALS)
    return (!round.settled && round.refusals[0]) || null
  }

  /** Whether an upload that nobody could mind reaches the API: it answers that there is nothing in it. */
  const takesOthers = () =>
    upload(eventId, []).then(
      () => true,
      error => error instanceof Problem && error.answered && UNREADABLE.includes(error.status),
    )

  /**
   * One scan that is refused must not hold up the others: they are halved down to it. Refused by the API it is put aside; refused by something
   * before the API it goes on waiting.
   * @throws {Problem} when it is not the scans that are refused.
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
      // A long list is on its way: scanning online can begin with its first page.
      if (pages % SHOWN_EVERY === 0) await refresh()
    }
  }

  /**
   * What the gate says. A code that cannot be ours is refused at once, whoever could be asked.
   * @throws {Problem} when the server refuses to answer this person, or when there is neither a server nor a list.
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
    // The server does not know yet whom this device let in alone.
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
      // The ticket is used now: whatever becomes of the note here, somebody has to see the verdict.
      scanned = await store.keepVerdict(shown, asked, at).catch(() => ({ ...asked, seq: 0, unkept: true as const }))
    } else {
      if (!list || !(complete || hopeless)) throw failed ?? new Problem(0, { code: 'offline' })
      scanned = await store.decideHere(list, shown, scanId, gate, now())
      if (state.online) next(SOON)
    }
    // Somebody stands there: the verdict first.
    void refresh()
    return scanned
  }

  /** Where the computer's layout has spoilt what a hand scanner typed, the keys say it. */
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
        // Without a list there is nobody else to ask.
        signal: state.list?.since ? AbortSignal.timeout(PATIENCE) : undefined,
      }),
    )

  /** @throws {Problem} */
  async function undo(scanned: Scanned) {
    const path = { ticketId: scanned.ticket?.ticketId ?? '' }
    // Asked again after a lost answer, it takes back nobody who has come in since.
    const header = { 'Idempotency-Key': `undo-${scanned.scanId}` }
    const { status } = await data(api.POST('/tickets/{ticketId}/undo-check-in', { params: { path, header }, body: {} }))
    await store.keepUndone(scanned, status)
    await refresh()
  }

  async function acknowledge() {
    await store.acknowledge(eventId)
    await refresh()
  }

  /** Begins anew, with all that waits. */
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
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
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
