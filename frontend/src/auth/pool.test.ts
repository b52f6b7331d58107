// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { confirmTwoSteps, endTwoSteps, hasTwoSteps, keyUri, newSecret } from './pool'
import { keep } from './session'

const id = `x.${btoa(JSON.stringify({ sub: '1' })).replace(/=+$/, '')}.x`
const signIn = (access?: string) => keep({ id, access, refresh: null, expiresAt: Date.now() + 3_600_000 })

/** The pool's answers in order; records what was asked. */
function answers(...all: [status: number, body: object][]) {
  const asked: { address: string; operation: string | null; body: object }[] = []
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    if (address === '/config.json')
      return Response.json({ region: 'eu-central-1', signIn: { domain: 'https://pages.example', clientId: 'c' } })
    asked.push({
      address,
      operation: new Headers(init?.headers).get('x-amz-target'),
      body: JSON.parse(String(init?.body)),
    })
    const [status, body] = all.shift() ?? [500, {}]
    return Response.json(body, { status })
  })
  return asked
}

beforeEach(() => signIn('access'))
afterEach(() => vi.unstubAllGlobals())

test('The second step is on after a code has fitted the secret, and off when the user turns it off', async () => {
  const asked = answers([200, { SecretCode: 'ABCD' }], [200, { Status: 'SUCCESS' }], [200, {}], [200, {}])
  expect(await newSecret()).toBe('ABCD')
  await confirmTwoSteps('123456')
  await endTwoSteps()
  expect(new Set(asked.map(({ address }) => address))).toEqual(new Set(['https://cognito-idp.eu-central-1.amazonaws.com']))
  expect(asked.map(({ operation, body }) => [operation?.split('.')[1], body])).toEqual([
    ['AssociateSoftwareToken', { AccessToken: 'access' }],
    ['VerifySoftwareToken', { AccessToken: 'access', UserCode: '123456' }],
    ['SetUserMFAPreference', { AccessToken: 'access', SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }],
    ['SetUserMFAPreference', { AccessToken: 'access', SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } }],
  ])
})

test('A wrong code does not turn it on, and is told from a token that may not', async () => {
  const asked = answers([400, { __type: 'EnableSoftwareTokenMFAException' }], [400, { __type: 'com.amazonaws#NotAuthorizedException' }])
  await expect(confirmTwoSteps('000000')).rejects.toMatchObject({ code: 'wrong_code' })
  expect(asked).toHaveLength(1)
  await expect(hasTwoSteps()).rejects.toMatchObject({ code: 'sign_in_again' })
  signIn()
  await expect(hasTwoSteps()).rejects.toMatchObject({ code: 'sign_in_again' })
  expect(asked).toHaveLength(2)
})

test('Whether it is on is what the pool says', async () => {
  answers([200, {}], [200, { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }])
  expect([await hasTwoSteps(), await hasTwoSteps()]).toEqual([false, true])
})

test('The address for apps names the site and the account', () => {
  expect(keyUri('ABCD', 'Event Ticketing', 'ada@example.com')).toBe(
    'otpauth://totp/Event%20Ticketing:ada%40example.com?secret=ABCD&issuer=Event%20Ticketing',
  )
})
