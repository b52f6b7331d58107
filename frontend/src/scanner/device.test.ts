// @vitest-environment happy-dom
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OpenGate } from './device'
import type { ListPage, OfflineScan } from './list'

// The database is a real implementation in memory; the network is a function that the test can cut.
const eventId = 'evt_01k9m9s346q3d25vt4f5v37e3s'
const CODE = 'K7QM4XPR-2ABD'
let online = true
let uploads: OfflineScan[][] = []
let lost = 0
/** The server's verdict on a scan; null: no response. */
let verdict: object | null = null
/** Content that the server rejects in an upload. */
let unreadable: string | null = null
/** Content that a firewall in front of the server blocks with a 403 and an HTML page. */
let forbidden: RegExp | null = null
let conflict: string | null = 'letInTwice'
let asked = 0
let gate: OpenGate
let codeVerifier: (typed: string, eventId: string) => Promise<string | null>

const page = async (): Promise<ListPage> => ({
  eventId,
  title: 'Blue Hour',
  status: 'active',
  startsAt: '2020-01-01T00:00:00Z',
  endsAt: '2100-01-01T00:00:00Z',
  timeZone: 'Europe/Berlin',
  gateOpensAt: '2020-01-01T00:00:00Z',
  gateClosesAt: '2100-01-01T00:00:00Z',
  signingKeys: [],
  sealKeys: [],
  items: await Promise.all(
    [CODE, 'AAAABBBB-CCCC'].map(async (code, i) => ({
      ticketId: `tkt_${i}`,
      issue: 1,
      status: 'valid' as const,
      paid: true,
      holderName: i === 0 ? 'Ada Lorenz' : 'Ben Okafor',
      ticketTypeName: 'Standing',
      codeVerifier: (await codeVerifier(code, eventId)) ?? '',
      usedAt: null,
      usedGate: null,
    })),
  ),
  next: null,
  since: '2027-05-14T17:30:00Z',
})

async function answer(url: string, init?: RequestInit): Promise<Response> {
  if (!online) throw new TypeError('Failed to fetch')
  if (url.includes('/check-in-list')) return Response.json(await page())
  if (url.endsWith('/validate-ticket')) {
    asked++
    if (verdict) return Response.json(verdict)
  }
  if (init?.body && forbidden?.test(String(init.body))) return new Response('<h1>403 ERROR</h1>', { status: 403 })
  if (url.endsWith('/check-ins/sync')) {
    const { scans } = JSON.parse(String(init?.body)) as { scans: OfflineScan[] }
    if (scans.length === 0) return Response.json({ code: 'invalid_request' }, { status: 422 })
    if (scans.some(({ code }) => code === unreadable)) return Response.json({ code: 'invalid_request' }, { status: 422 })
    uploads.push(scans)
    // The request arrived, but its response is lost.
    if (lost-- > 0) throw new TypeError('Failed to fetch')
    return Response.json({
      scans: scans.map(({ scanId }, i) => ({
        scanId,
        conflict: i === 0 ? conflict : null,
        firstUsedAt: '2027-05-14T17:21:00Z',
        firstUsedGate: 'South',
        ticket: null,
        problem: null,
      })),
    })
  }
  throw new TypeError(`Nobody answers at ${url}`)
}

/** The token that the API would verify; here it only has to exist. */
const signIn = () => {
  const id = `.${btoa(JSON.stringify({ sub: 'staff' }))}.`
  sessionStorage.setItem('session', JSON.stringify({ id, refresh: null, expiresAt: Date.now() + 3_600_000 }))
}

const cut = (is: boolean) => {
  online = !is
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online)
}

async function open(): Promise<OpenGate> {
  const { openGate } = await import('./device')
  const opened = openGate(eventId)
  await vi.waitFor(() => expect(opened.state().list).not.toBeUndefined())
  await opened.sync()
  return opened
}

beforeEach(async () => {
  vi.resetModules()
  signIn()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  vi.stubGlobal('fetch', answer)
  Object.defineProperty(navigator, 'locks', { value: { request: (_: string, work: () => Promise<void>) => work() }, configurable: true })
  codeVerifier = (await import('./seal')).codeVerifier
  uploads = []
  lost = 0
  verdict = null
  unreadable = null
  forbidden = null
  conflict = 'letInTwice'
  asked = 0
  cut(false)
  gate = await open()
})

afterEach(() => {
  gate.stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('decides without a network, once for each ticket, and keeps what it decided', async () => {
  expect(gate.state()).toMatchObject({ online: true, counts: { in: 0, toCome: 2, waiting: 0 } })
  cut(true)
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid', offline: true, ticket: { holderName: 'Ada Lorenz' } })
  expect(await gate.scan({ code: CODE.toLowerCase() }, 'North')).toMatchObject({ reason: 'already_used', firstUsedGate: 'North' })
  expect(await gate.scan({ code: 'ZZZZZZZZ-ZZZZ' }, 'North')).toMatchObject({ reason: 'unknown' })
  expect(await gate.scan({ qr: 'https://example.com' }, 'North')).toMatchObject({ reason: 'unknown' })
  await vi.waitFor(() => expect(gate.state().counts).toEqual({ in: 1, toCome: 1, waiting: 4 }))

  // Simulates a reload: another object over the same database.
  gate.stop()
  gate = await open()
  expect(gate.state()).toMatchObject({ online: false, counts: { in: 1, toCome: 1, waiting: 4 } })
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ reason: 'already_used' })
})

it('uploads in order under the ids that the scans had, again until it is answered, and shows where the server does not agree', async () => {
  cut(true)
  const first = await gate.scan({ code: CODE }, 'North')
  const second = await gate.scan({ code: CODE }, 'North')
  cut(false)
  lost = 1
  await gate.sync()
  expect(gate.state()).toMatchObject({ online: false, counts: { waiting: 2 } })
  await gate.sync()
  expect(gate.state()).toMatchObject({ online: true, counts: { in: 1, toCome: 1, waiting: 0 } })
  const ids = [first.scanId, second.scanId]
  expect(uploads.map(scans => scans.map(scan => scan.scanId))).toEqual([ids, ids])
  expect(uploads[1]?.map(({ verdict, gate: at }) => [verdict, at])).toEqual([
    ['valid', 'North'],
    ['invalid', 'North'],
  ])
  expect(gate.state().conflicts).toMatchObject([{ scanId: first.scanId, conflict: 'letInTwice', firstUsedGate: 'South' }])
  await gate.acknowledge()
  expect(gate.state().conflicts).toEqual([])
  await gate.sync()
  expect(uploads).toHaveLength(2)
})

it('goes on alone when nobody answers, and uploads the scan under the id that it had asked with', async () => {
  expect(await gate.scan({ code: 'AAAABBBB-CCCC' }, '')).toMatchObject({ result: 'valid', offline: true, gate: '' })
  expect(gate.state().online).toBe(false)
  await gate.sync()
  expect(uploads[0]).toMatchObject([{ verdict: 'valid', code: 'AAAABBBB-CCCC' }])
  expect(uploads[0]?.[0]?.gate).toBeUndefined()
})

it('does not forget an event while scans of it are to be uploaded', async () => {
  const { forget, lists } = await import('./store')
  cut(true)
  await gate.scan({ code: CODE }, 'North')
  expect(await forget(eventId)).toBe(false)
  cut(false)
  await gate.sync()
  expect(await forget(eventId)).toBe(true)
  expect(await lists()).toEqual([])
})

it('goes on by its list when its session has ended, and uploads after the next one has begun', async () => {
  gate.stop()
  sessionStorage.clear()
  vi.resetModules()
  gate = await open()
  const asked = vi.fn(answer)
  vi.stubGlobal('fetch', asked)
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid', offline: true })
  await gate.sync()
  expect(asked).not.toHaveBeenCalled()
  gate.stop()
  signIn()
  vi.resetModules()
  gate = await open()
  expect(gate.state().counts).toEqual({ in: 1, toCome: 1, waiting: 0 })
  expect(uploads).toHaveLength(1)
})

const valid = { result: 'valid', reason: null, firstUsedAt: null, firstUsedGate: null }

it('asks nobody about a ticket that it admitted alone, until the server knows of it', async () => {
  cut(true)
  await gate.scan({ code: CODE }, 'North')
  cut(false)
  verdict = { ...valid, ticket: { ticketId: 'tkt_0', holderName: 'Ada Lorenz', ticketTypeName: 'Standing' } }
  // Back online before the upload: the server would admit the same ticket.
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ reason: 'already_used', firstUsedGate: 'North', offline: true })
  expect(asked).toBe(0)
  await gate.sync()
  await gate.scan({ code: CODE }, 'North')
  expect(asked).toBe(1)
})

it('remembers a ticket that only the server knew, for when the network drops', async () => {
  const sold = 'SSSSTTTT-UUUU'
  verdict = { ...valid, ticket: { ticketId: 'tkt_9', holderName: 'Sold at the door', ticketTypeName: 'Standing' } }
  expect(await gate.scan({ code: sold }, 'North')).toMatchObject({ result: 'valid', offline: false })
  cut(true)
  expect(await gate.scan({ code: sold }, 'South')).toMatchObject({ reason: 'already_used', firstUsedGate: 'North' })
})

it('sends what was typed as the server takes it, and keeps the one scan that it cannot take', async () => {
  cut(true)
  await gate.scan({ code: CODE }, ' \t')
  await gate.scan({ code: 'AAAABBBB\tCCCC' }, 'North\t2 ')
  const third = await gate.scan({ code: 'nonsense' }, 'North')
  await gate.scan({ code: CODE }, 'North')
  unreadable = 'nonsense'
  cut(false)
  await gate.sync()
  expect(gate.state()).toMatchObject({ online: true, problem: null, counts: { waiting: 0 } })
  expect(uploads.flat().map(({ code, gate: at }) => [code, at])).toEqual([
    [CODE, undefined],
    ['AAAABBBB CCCC', 'North 2'],
    [CODE, 'North'],
  ])
  expect(gate.state().conflicts.filter(({ conflict }) => conflict === 'notTaken')).toMatchObject([
    { scanId: third.scanId, code: 'nonsense' },
  ])
})

it('leaves everything where it is when the server refuses who asks', async () => {
  cut(true)
  await gate.scan({ code: CODE }, 'North')
  cut(false)
  vi.stubGlobal('fetch', async () => Response.json({ code: 'forbidden' }, { status: 403 }))
  await gate.sync()
  expect(gate.state()).toMatchObject({ problem: { status: 403 }, counts: { waiting: 1 }, conflicts: [] })
})

const router = 'http://192.168.1.1/'

it('uploads past a scan that a firewall refuses, hears of the others, and tries that one again later', async () => {
  cut(true)
  for (const qr of [router, 'nothing special', router]) await gate.scan({ qr }, 'North')
  await gate.scan({ code: CODE }, 'North')
  forbidden = /192\.168/
  const fetched = gate.state().list?.fetchedAt ?? 0
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_000)
  cut(false)
  await gate.sync()
  expect(uploads.flat().map(({ qr, code }) => qr ?? code)).toEqual(['nothing special', CODE])
  expect(gate.state()).toMatchObject({ online: true, problem: null, counts: { in: 1, waiting: 2 } })
  expect(gate.state().list?.fetchedAt).toBeGreaterThan(fetched)
  // The API itself has not rejected them.
  expect(gate.state().conflicts.filter(({ conflict }) => conflict === 'notTaken')).toEqual([])
  forbidden = null
  await gate.sync()
  expect(uploads.flat().map(({ qr, code }) => qr ?? code)).toEqual(['nothing special', CODE, router, router])
  expect(gate.state().counts.waiting).toBe(0)
})

it('puts aside what a firewall refuses for half an hour while the server can be reached, and says so', async () => {
  cut(true)
  await gate.scan({ qr: router }, 'North')
  forbidden = /192\.168/
  cut(false)
  for (let rounds = 0; rounds < 14; rounds++) {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 121_000)
    await gate.sync()
  }

  expect(gate.state()).toMatchObject({ problem: { status: 403 }, counts: { waiting: 1 }, conflicts: [] })
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 121_000)
  await gate.sync()
  expect(gate.state()).toMatchObject({ counts: { waiting: 0 }, conflicts: [{ conflict: 'notTaken', qr: router }] })
  await gate.sync()
  expect(gate.state().problem).toBeNull()
})

it('loses nothing when a firewall refuses everything, says so, and does not beset it', async () => {
  cut(true)
  for (let i = 0; i < 150; i++) await gate.scan({ qr: `https://example.com/${i}` }, 'North')
  cut(false)
  let refused = 0
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (!init?.body) return answer(url, init)
    refused++
    return new Response('<h1>403 ERROR</h1>', { status: 403 })
  })
  await gate.sync()
  expect(refused).toBeLessThan(30)
  expect(gate.state()).toMatchObject({ online: true, problem: { status: 403 }, counts: { waiting: 150 }, conflicts: [] })
  // No matter how long that takes.
  for (let rounds = 0; rounds < 20; rounds++) {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 121_000)
    await gate.sync()
  }

  expect(gate.state()).toMatchObject({ counts: { waiting: 150 }, conflicts: [] })
  vi.stubGlobal('fetch', answer)
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 121_000)
  await gate.sync()
  expect(uploads.flat().map(({ qr }) => qr)).toEqual(Array.from({ length: 150 }, (_, i) => `https://example.com/${i}`))
  expect(gate.state()).toMatchObject({ problem: null, counts: { waiting: 0 } })
})

it('decides by its list what a firewall does not let through to the server', async () => {
  forbidden = /script/
  expect(await gate.scan({ code: '<script>' }, 'North')).toMatchObject({ reason: 'unknown', offline: true })
  expect(gate.state().online).toBe(true)
})

it.each([
  [null, 1],
  ['letInRefused', 0],
])(
  'believes itself rather than a list that does not follow its upload yet, unless the server did not agree: %s',
  async (answered, inside) => {
    conflict = answered
    cut(true)
    await gate.scan({ code: CODE }, 'North')
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
    cut(false)
    // This server's list says that the ticket is valid.
    await gate.sync()
    expect(gate.state().counts).toMatchObject({ in: inside, waiting: 0 })
  },
)

/** Makes every transaction fail from now on with an error of this name. */
const breakStore = (name: string, times = Number.POSITIVE_INFINITY) => {
  let left = times
  const works = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (left-- > 0) throw new DOMException('broken', name)
    return works.apply(this, args)
  })
}

it('shows the server’s verdict when the device can store nothing, and goes on asking', async () => {
  verdict = { ...valid, ticket: { ticketId: 'tkt_0', holderName: 'Ada Lorenz', ticketTypeName: 'Standing' } }
  breakStore('QuotaExceededError')
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid', offline: false, unkept: true })
  await gate.sync()
  expect(gate.state()).toMatchObject({ online: true, busy: false, stores: false })
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid' })
  vi.restoreAllMocks()
  cut(false)
  await gate.sync()
  expect(gate.state()).toMatchObject({ online: true, stores: true })
})

it('opens its store again when the browser has closed it', async () => {
  breakStore('InvalidStateError', 1)
  cut(true)
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid' })
  expect(gate.state().stores).toBe(true)
})

it('decides by itself when the session cannot be renewed in time', async () => {
  gate.stop()
  const id = `.${btoa(JSON.stringify({ sub: 'staff' }))}.`
  sessionStorage.setItem('session', JSON.stringify({ id, refresh: 'r', expiresAt: Date.now() + 61_000 }))
  vi.resetModules()
  gate = await open()
  // From here on the token must be renewed, and the sign-in server does not respond.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000)
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    url.includes('/api/') ? answer(url, init) : new Promise<Response>(() => undefined),
  )
  const began = performance.now()
  expect(await gate.scan({ code: CODE }, 'North')).toMatchObject({ result: 'valid', offline: true })
  expect(performance.now() - began).toBeLessThan(4_000)
})
