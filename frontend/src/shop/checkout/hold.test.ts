// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keyOf } from '../keys'
import { forgetHold, hold, type Order, orderOf } from './hold'

const order: Order = { items: [{ ticketTypeId: 'tty_1', quantity: 2 }], attendees: [{ name: 'Ada' }, { name: 'Ada' }] }
const other: Order = { ...order, attendees: [{ name: 'Ada' }, { name: 'Grace' }] }

/** A fake server with these responses in order; records the requests. */
function server(...answers: (object | [number, object] | Error)[]) {
  const asked: { call: string; key: string | null; opens: string | null }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    asked.push({ call: `${init.method} ${path}`, key: headers.get('idempotency-key'), opens: headers.get('x-order-key') })
    const answer = answers.shift() ?? {}
    if (answer instanceof Error) throw answer
    return Array.isArray(answer) ? Response.json(answer[1], { status: answer[0] }) : Response.json(answer)
  })
  return asked
}

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.unstubAllGlobals())

const held = { registrationId: 'reg_1', status: 'pending' }
const calls = (asked: { call: string }[]) => asked.map(({ call }) => call)

test('the same order keeps its key while there is no answer, over a reload too, and another one has another', async () => {
  const asked = server(new TypeError('offline'), new TypeError('offline'), held)
  await expect(hold('evt_1', order)).rejects.toThrow()
  await expect(hold('evt_1', order)).rejects.toThrow()
  await hold('evt_1', other)
  expect(asked[0]?.key).toBe(asked[1]?.key)
  expect(asked[2]?.key).not.toBe(asked[0]?.key)
})

test('the hold of the same order is gone on with', async () => {
  const asked = server(held, held)
  await hold('evt_1', order)
  expect(await hold('evt_1', order)).toMatchObject(held)
  expect(calls(asked)).toEqual(['POST /api/registrations', 'GET /api/registrations/reg_1'])
})

test('another order takes the place of the hold before it', async () => {
  const asked = server(held, held, {}, { registrationId: 'reg_2', status: 'pending' })
  await hold('evt_1', order)
  expect(await hold('evt_1', other)).toMatchObject({ registrationId: 'reg_2' })
  expect(calls(asked).slice(1)).toEqual(['GET /api/registrations/reg_1', 'POST /api/registrations/reg_1/cancel', 'POST /api/registrations'])
})

test('an order that is sent while another is on its way takes its place when that has been answered', async () => {
  const asked = server(held, held, {}, { registrationId: 'reg_2', status: 'pending' })
  const [first, second] = await Promise.all([hold('evt_1', order), hold('evt_1', other)])
  expect([first.registrationId, second.registrationId]).toEqual(['reg_1', 'reg_2'])
  expect(calls(asked).slice(1)).toEqual(['GET /api/registrations/reg_1', 'POST /api/registrations/reg_1/cancel', 'POST /api/registrations'])
})

test('a hold that is being paid is not given up', async () => {
  const asked = server(held, held, [409, { code: 'payment_processing' }])
  await hold('evt_1', order)
  expect(await hold('evt_1', other)).toMatchObject(held)
  expect(asked.length).toBe(3)
})

test('a hold that changed since it was seen is looked at again, a few times', async () => {
  const changed: [number, object] = [409, { code: 'version_mismatch' }]
  const asked = server(held, held, changed, held, {}, { registrationId: 'reg_2', status: 'pending' })
  await hold('evt_1', order)
  expect(await hold('evt_1', other)).toMatchObject({ registrationId: 'reg_2' })
  expect(asked.length).toBe(6)
  const refused = server(held, changed, held, changed, held, changed)
  await expect(hold('evt_1', order)).rejects.toMatchObject({ code: 'version_mismatch' })
  expect(refused.length).toBe(6)
})

test('what was bought meanwhile is not cancelled', async () => {
  const asked = server(held, { ...held, status: 'confirmed' }, { registrationId: 'reg_2', status: 'pending' })
  await hold('evt_1', order)
  await hold('evt_1', other)
  expect(calls(asked).slice(1)).toEqual(['GET /api/registrations/reg_1', 'POST /api/registrations'])
})

test('a lapsed hold, and a refused order, are made anew', async () => {
  const asked = server(held, [409, { code: 'sold_out' }], held)
  await hold('evt_1', order)
  forgetHold('evt_1', 'reg_1')
  await expect(hold('evt_1', order)).rejects.toThrow()
  await hold('evt_1', order)
  expect(calls(asked)).toEqual(Array(3).fill('POST /api/registrations'))
  expect(new Set(asked.map(({ key }) => key)).size).toBe(3)
})

test('held again are the tickets and the people of the lapsed registration', () => {
  const lapsed = {
    items: [{ ticketTypeId: 'tty_2', name: 'Seat', quantity: 1 }],
    attendees: [{ name: 'Grace', email: null }],
  } as unknown as Parameters<typeof orderOf>[0]
  expect(orderOf(lapsed, false)).toEqual({ items: [{ ticketTypeId: 'tty_2', quantity: 1 }], attendees: [{ name: 'Grace' }] })
})

describe('without an account', () => {
  const guest: Order = { ...order, attendees: [], buyer: { name: 'Gerda Guest', email: 'gerda@example.com', language: 'en' } }
  const key = '4qzr8k2v7m1x9c3n6b5d0f8h2j'
  const given = { ...held, orderKey: key }

  test('the key of the order is kept, and opens its hold', async () => {
    const asked = server(given, held)
    await hold('evt_1', guest)
    expect(keyOf('reg_1')).toBe(key)
    await hold('evt_1', guest)
    expect(asked.map(({ opens }) => opens)).toEqual([null, key])
  })

  test('another order takes the place of the hold before it, with its key', async () => {
    const asked = server(given, held, {}, { registrationId: 'reg_2', status: 'pending', orderKey: `${key.slice(1)}0` })
    await hold('evt_1', guest)
    await hold('evt_1', { ...guest, items: [] })
    expect(calls(asked).slice(1)).toEqual([
      'GET /api/registrations/reg_1',
      'POST /api/registrations/reg_1/cancel',
      'POST /api/registrations',
    ])
    expect(asked.map(({ opens }) => opens)).toEqual([null, key, key, null])
  })

  test('a hold that is out of reach, because its buyer has been signed out, is left to lapse', async () => {
    const asked = server(held, [401, { code: 'unauthorized' }], { ...given, registrationId: 'reg_2' })
    await hold('evt_1', order)
    expect(await hold('evt_1', guest)).toMatchObject({ registrationId: 'reg_2' })
    expect(asked.length).toBe(3)
  })

  test('held again is the order of the same buyer', () => {
    const lapsed = { items: [], attendees: [], buyerName: 'Gerda Guest', buyerEmail: 'gerda@example.com' } as unknown as Parameters<
      typeof orderOf
    >[0]
    expect(orderOf(lapsed, true).buyer).toMatchObject({ name: 'Gerda Guest', email: 'gerda@example.com' })
  })
})
