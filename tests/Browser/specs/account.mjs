// How somebody signs in: two steps on, signing in with a code, off again; signing out everywhere, which all tabs follow; and being signed
// out by an administrator.
import { createHmac } from 'node:crypto'

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, services, codeFor, web, api, inspect, until }) {
  const email = `careful${Date.now()}@example.com`
  const password = 'Passw0rd!'
  const pool = async (operation, body) => {
    const response = await fetch(services.cognito.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: services.cognito.clientId, Username: email, ...body }),
    })
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`)
    return response.json()
  }
  const { UserSub } = await pool('SignUp', { Password: password, UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: 'Cara Careful' }] })
  await pool('ConfirmSignUp', { ConfirmationCode: await codeFor(email) })

  const page = await newPage()
  const button = (name, on = page) => on.getByRole('button', { name, exact: true })
  const signIn = async () => {
    await page.getByLabel('Password', { exact: true }).waitFor()
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await button('Sign in').click()
  }
  await page.goto('/me/profile')
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
  await signIn()
  await page.waitForURL(`${web}/me/profile`)

  await button('Turn on').click()
  await visible(page.getByRole('img', { name: 'QR code for an authenticator app' }))
  await inspect(page, 'profile-two-steps')
  const secret = (await page.locator('.two-steps code').textContent()).replaceAll(' ', '')
  page.expected.push(new RegExp(`Failed to load resource: the server responded with a status of 400 .*${services.cognito.endpoint}`))
  const wrong = codeOf(secret, 99)
  await page.getByRole('textbox', { name: 'Code' }).fill(wrong)
  await button('Confirm and turn on').click()
  await visible(page.getByText('This code does not match.', { exact: false }))
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, 0))
  await button('Confirm and turn on').click()
  await visible(button('Turn off'))

  await button('Account').click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(url => url.origin === web && url.pathname === '/')
  await page.goto('/me/profile')
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
  await signIn()
  // The code of the next half minute: each code counts once, and a clock may be a little ahead.
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, 1))
  await button('Sign in').click()
  await page.waitForURL(`${web}/me/profile`)
  await button('Turn off').click()
  await button('Turn off', page.getByRole('dialog')).click()
  await visible(button('Turn on'))

  // Everywhere: a second tab follows at once.
  const other = await page.context().newPage()
  await other.goto('/me/tickets')
  await visible(other.getByRole('heading', { level: 1, name: 'My tickets' }))
  await button('Sign out everywhere').click()
  await button('Sign out everywhere', page.getByRole('dialog')).click()
  await page.waitForURL(url => url.origin === web && url.pathname === '/')
  await visible(other.locator('main').getByText('You were signed out. Please sign in again.'))
  const left = await other.evaluate(() => sessionStorage.getItem('session'))
  if (left) throw new Error('The other tab keeps its session.')

  // By an administrator: the next call is refused, and the page says why.
  const again = await newPage({ as: email })
  again.expected.push(/Failed to load resource: the server responded with a status of 401 /)
  await again.goto('/me/tickets')
  await visible(again.getByRole('heading', { level: 1, name: 'My tickets' }))
  await api('admin@example.com', 'POST', `/admin/users/${UserSub}/sign-out`, {})
  await until(async () => {
    await again.goto('/me/tickets')
    return again.locator('main').getByText('You were signed out. Please sign in again.').waitFor({ timeout: 2_000 }).then(() => true, () => false)
  }, 'The page goes on after its user was signed out.')
  await inspect(again, 'signed-out')
}

/** The code that an authenticator app shows: RFC 6238. @param later In so many half minutes. */
function codeOf(secret, later) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const hash = createHmac('sha1', key).update(counter).digest()
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
