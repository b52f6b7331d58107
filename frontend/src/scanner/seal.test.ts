// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { base45, codeVerifier, read } from './seal'

/** A free ticket of a local cloud, with the event's seal key as the check-in list gives it. */
const made = {
  eventId: 'evt_01m7zr27yt6cstpker2zrwak3p',
  ticketId: 'tkt_78j7sywvsysdhag8ca10zg0bmx',
  code: 'JQH8UG94-NJEP',
  qr: 'W50LJCL1OIX1/ND-2J/*MSQQZBSAPO3+MR%9:7DYPNUTQYIA6UG:Q2YF5YC1JO26SLBCNVOKD COLCY+TWIV- RY-KV-9T3EXXS0U1Q18SYL3GFC%HWSM1JUELJ4H66WREY0TUP2BRQWI0VFS4C31J2W6B.LJ$OE5CNKSDTCR901QNS1A',
  signing: [
    { kid: '1', kty: 'EC', crv: 'P-256', x: 'F7XnoyjArycPONYYGULtw9N298_8XR3TKq1ttIiBWwY', y: '5LcwkQmBZssTtp3RT8tq7l4EkVm9rcfwOyu7mXqHI-w' },
  ],
  seal: [{ kid: '1', kty: 'oct', k: 'mRFhs3Nbo-kn7MPAlKo7eRTN1Zp0wi8C0LVsU3HMfD4' }],
}

const shown = (qr: string, eventId = made.eventId) => read(qr, eventId, made.signing, made.seal)

describe('a code that the server made', () => {
  it('says which ticket it is, and which issue', async () => {
    expect(await shown(made.qr)).toEqual({ state: 'genuine', ticketId: made.ticketId, issue: 1 })
  })

  it('is of its event only', async () => {
    expect(await shown(made.qr, 'evt_01m7zr27yt6cstpker2zrwak3q')).toEqual({ state: 'wrongEvent' })
  })

  it('is forged when any character of what is sealed was changed', async () => {
    // The first three characters are the version and the key: with others it is no code of ours, or of another key.
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
    const other = [{ kid: '1', kty: 'oct', k: 'nRFhs3Nbo-kn7MPAlKo7eRTN1Zp0wi8C0LVsU3HMfD4' }]
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
  expect(verifier).toMatch(/^[\w-]{22}$/)
  expect(await codeVerifier(' jqh8ug94.njep ', made.eventId)).toBe(verifier)
  expect(await codeVerifier('j0h8 ug94 njep', made.eventId)).toBe(verifier)
  expect(await codeVerifier(made.code, 'evt_another')).not.toBe(verifier)
  expect(await codeVerifier('JQH8UG94', made.eventId)).toBeNull()
})
