import { config } from '../config'
import { offline, Problem } from '../problem'
import { currentTokens, token } from './session'

const LIMIT = 20_000

/** Codes of the refusals that a person can do something about, by the pool's names for them. */
const codes: Readonly<Record<string, string>> = {
  CodeMismatchException: 'wrong_code',
  EnableSoftwareTokenMFAException: 'wrong_code',
  ExpiredCodeException: 'wrong_code',
  // The token is from before this page could ask for what it needs, or was revoked.
  NotAuthorizedException: 'sign_in_again',
  LimitExceededException: 'too_many_requests',
  TooManyRequestsException: 'too_many_requests',
}

/** Calls an operation of the user pool for the signed-in user. What the API does not have is there: how somebody signs in. */
async function call<T>(operation: string, body: object): Promise<T> {
  const [{ region, signIn }] = await Promise.all([config(), token()])
  const access = currentTokens()?.access
  if (!access) throw new Problem(401, { code: 'sign_in_again' })
  const response = await fetch(signIn.pool ?? `https://cognito-idp.${region}.amazonaws.com`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ...body, AccessToken: access }),
    signal: AbortSignal.timeout(LIMIT),
  }).catch(offline)
  const answer = await response.json().catch(response.ok ? offline : () => ({}))
  if (response.ok) return answer as T
  // Cognito may put a namespace before the error's name: `com.amazonaws…#CodeMismatchException`.
  const name =
    String(answer.__type ?? '')
      .split('#')
      .at(-1) ?? ''
  throw new Problem(response.status, { code: codes[name] ?? (response.status >= 500 ? 'busy' : 'unknown') })
}

const APP = 'SOFTWARE_TOKEN_MFA'

/** Whether the user is asked for a code of an authenticator app when signing in. */
export const hasTwoSteps = async (): Promise<boolean> =>
  (await call<{ UserMFASettingList?: string[] }>('GetUser', {})).UserMFASettingList?.includes(APP) ?? false

/** A new secret for an authenticator app, in base 32. It counts only after {@link confirmTwoSteps}. */
export const newSecret = async (): Promise<string> => (await call<{ SecretCode: string }>('AssociateSoftwareToken', {})).SecretCode

/** Turns the second step on, after the app has shown a code that fits the secret. */
export async function confirmTwoSteps(code: string): Promise<void> {
  await call('VerifySoftwareToken', { UserCode: code })
  await prefer(true)
}

export const endTwoSteps = (): Promise<void> => prefer(false)

async function prefer(on: boolean): Promise<void> {
  await call('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: on, PreferredMfa: on } })
}

/** What a QR code for authenticator apps says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
export const keyUri = (secret: string, issuer: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
