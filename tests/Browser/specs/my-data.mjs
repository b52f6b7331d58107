// A person downloads what is known of them and deletes their account; an administrator deletes another one.

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, services, codeFor, web, inspect }) {
  const pool = async (operation, email, body) => {
    const response = await fetch(services.cognito.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: services.cognito.clientId, Username: email, ...body }),
    })
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`)
    return response.json()
  }
  const signUp = async email => {
    const { UserSub } = await pool('SignUp', email, {
      Password: 'Passw0rd!',
      UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: 'Lena Leaving' }],
    })
    await pool('ConfirmSignUp', email, { ConfirmationCode: await codeFor(email) })
    return UserSub
  }
  const button = (name, on) => on.getByRole('button', { name, exact: true })

  const email = `leaving${Date.now()}@example.com`
  await signUp(email)
  const page = await newPage({ as: email })
  await page.goto('/me/profile')
  await visible(page.getByRole('heading', { name: 'My data' }))
  const exported = page.waitForResponse(response => response.url().endsWith('/me/export'))
  await button('Download my data', page).click()
  if ((await exported).status() !== 200) throw new Error('There is no file.')
  await inspect(page, 'my-data')

  await button('Delete account', page).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await dialog.getByLabel('Type your e-mail address').fill('somebody@example.com')
  await button('Delete account', dialog).click()
  await visible(dialog.getByText('This is not the address of your account.'))
  await inspect(page, 'my-data-delete')
  await dialog.getByLabel('Type your e-mail address').fill(email)
  const deleted = page.waitForResponse(response => response.request().method() === 'DELETE')
  await page.keyboard.press('Enter')
  if ((await deleted).status() !== 200) throw new Error(`The account stays: ${await (await deleted).text()}`)
  await page.waitForURL(url => url.origin === web && url.pathname === '/')

  const other = `removed${Date.now()}@example.com`
  const userId = await signUp(other)
  const admin = await newPage({ as: 'admin@example.com' })
  await admin.goto(`/console/admin/people/${userId}`)
  await button('Delete account', admin).click()
  const asking = admin.getByRole('dialog', { name: 'Delete the account of Lena Leaving?' })
  await asking.getByLabel('Type their e-mail address').fill(other)
  await inspect(admin, 'person-delete')
  await button('Delete account', asking).click()
  await visible(admin.getByText('The account of Lena Leaving is deleted.'))
  await admin.waitForURL(url => url.pathname === '/console/admin/people')
}
