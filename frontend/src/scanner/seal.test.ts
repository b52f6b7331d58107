// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { base45, codeVerifier, read } from './seal'

/** A free ticket from the local cloud, with the event's seal key from the check-in list. */
const made = {
  eventId: 'evt_01m7zr8yhgcgd1cfn0v4yhs53s',
  ticketId: 'tkt_1jkyzhy8s5b33qra29vp6fm75g',
  code: 'YYR68E8L-FDY6',
  qr: 'IB07T6P$OQ6O/ND 7JKCC1430DJOVB9LCK57SNDG/7CKNN-3B47XBIDODBLFKROT3MH21 2T3R6*15TREQOFZF4$ZI*51X3K:1WGYMYLCX KT1A +UV/C:3V8H31P05KKPA9 -T-SDFUNBC0G-3HCJG$K5W6.42Z2QZ APSB2WRH.LKP8',
  signing: [
    {
      kid: '1',
      kty: 'EC',
      crv: 'P-256',
      x: 'wcax2xjgHRDhZOtF27i45e1Dt0KmCR76LZvMdSrHSv8',
      y: 'd7uByNN0VroUKbz8Qr7e26LuS02cEWxE1hfl7M0YbY8',
    },
  ],
  seal: [{ kid: '1', kty: 'oct', k: 'AfJjrsGefwLapNAwp-rg2GgBZZVROp5tNCn8GljYPTA' }],
}

const shown = (qr: string, eventId = made.eventId) => read(qr, eventId, made.signing, made.seal)

describe('a code that the server made', () => {
  it('says which ticket it is, and which issue', async () => {
    expect(await shown(made.qr)).toEqual({ state: 'genuine', ticketId: made.ticketId, issue: 1 })
  })

  it('is of its event only', async () => {
    expect(await shown(made.qr, 'evt_01m7zr8yhgcgd1cfn0v4yhs53t')).toEqual({ state: 'wrongEvent' })
  })

  it('is forged when any character of what is sealed was changed', async () => {
    // The first three characters encode the version and the key id: changed, the code is not ours or has another key.
    for (let i = 3; i < made.qr.length; i += 7) {
      const other = made.qr[i] === '0' ? '1' : '0'
      expect((await shown(made.qr.slice(0, i) + other + made.qr.slice(i + 1))).state, `at ${i}`).not.toBe('genuine')
    }
    expect(await shown(`${made.qr.slice(0, 90)}000${made.qr.slice(93)}`)).toEqual({ state: 'forged' })
  })

  it('may be one of ours when its key is not here yet', async () => {
    expect(await read(made.qr, made.eventId, [], made.seal)).toEqual({ state: 'newKey' })
    expect(await read(made.qr, made.eventId, made.signing, [])).toEqual({ state: 'newKey' })
  })

  it('is not taken for one when the key that opens it is of another event', async () => {
    const other = [{ kid: '1', kty: 'oct', k: 'BfJjrsGefwLapNAwp-rg2GgBZZVROp5tNCn8GljYPTA' }]
    expect(await read(made.qr, made.eventId, made.signing, other)).toEqual({ state: 'forged' })
  })
})

it('does not take what anybody prints for a code of ours', async () => {
  for (const qr of ['', 'https://example.com/', 'HELLO WORLD', made.qr.slice(0, -3), `${made.qr}000`, made.qr.toLowerCase()]) {
    expect(await shown(qr), qr).toEqual({ state: 'notOurs' })
  }
})

it('reads Base45 as RFC 9285 has it', () => {
  expect(new TextDecoder().decode(base45('%69 VD92EX0') ?? undefined)).toBe('Hello!!')
  expect(new TextDecoder().decode(base45('QED8WEX0') ?? undefined)).toBe('ietf!')
  expect(base45('GGX')).toBeNull()
  expect(base45('A')).toBeNull()
  expect(base45('::')).toBeNull()
})

it('knows a typed code however it is typed', async () => {
  const verifier = await codeVerifier(made.code, made.eventId)
  // The verifier in the event's check-in list.
  expect(verifier).toBe('iuRr40dQVItSrHk08TeXcw')
  expect(await codeVerifier(' yyr68e8l.fdy6 ', made.eventId)).toBe(verifier)
  expect(await codeVerifier('yyr68e81 fdy6', made.eventId)).toBe(verifier)
  expect(await codeVerifier(made.code, 'evt_another')).not.toBe(verifier)
  expect(await codeVerifier('YYR68E8L', made.eventId)).toBeNull()
})
