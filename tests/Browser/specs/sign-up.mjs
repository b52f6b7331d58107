// From a new visitor to a ticket: an account on the hosted pages with the code from the mail, back to the basket, a bank that asks for
// confirmation, the ticket. Then signing out, and in again without the password.
export default async function ({ newPage, publishedEvent, signUp, arrive, codeFor, fillCard, services, web }) {
  const event = await publishedEvent({ title: 'First time here', ticketTypes: [['Standing', 2500, 50]] })
  const email = `newcomer${Date.now()}@example.com`
  const page = await newPage({ size: 'phone' })
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: 'One more: Standing' }).click()
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByRole('button', { name: 'Sign in instead' }).click()
  await signUp(page, 'Nora Newcomer', email, page.getByRole('heading', { level: 1, name: 'Who is coming?' }))
  await page.waitForURL(`${web}/checkout/${event.eventId}`)
  if ((await page.getByLabel('Name', { exact: true }).inputValue()) !== 'Nora Newcomer') throw new Error('The name is not known.')
  await page.getByRole('button', { name: 'Continue to payment' }).click()

  // The bank asks for confirmation on a page of its own.
  await fillCard(page, '4000 0027 6000 3184')
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await page.getByRole('button', { name: 'Allow' }).waitFor()
  // The stand-ins' pages must not request an icon that does not exist.
  const inbox = await fetch(services.mail.inbox, { headers: { Accept: 'text/html' } })
  const mails = await (await fetch(services.mail.inbox, { headers: { Accept: 'application/json' } })).json()
  const shown = mails.filter(({ html }) => html).slice(0, 1).map(({ messageId }) => `${services.mail.inbox}/${messageId}/html`)
  for (const answer of [inbox, ...(await Promise.all(shown.map(address => fetch(address)))), await fetch(new URL('/local', web)), await fetch(page.url()),
    await fetch(`${services.cognito.endpoint}/login?client_id=${services.cognito.clientId}&response_type=code&redirect_uri=${web}/signed-in&code_challenge_method=S256&code_challenge=${'A'.repeat(43)}`)]) {
    const policy = answer.headers.get('content-security-policy')
    if (!(await answer.text()).includes('rel="icon" href="data:,"') || (policy && !policy.includes('img-src data:')))
      throw new Error(`${answer.url} (${answer.status}) has no icon, or may not show it.`)
  }
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'You’re in!' }).waitFor()
  await page.locator('.ticket .qr').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'You’re in!' }).waitFor()

  const { refresh } = await page.evaluate(() => JSON.parse(sessionStorage.getItem('session')))
  const renewed = async () => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: services.cognito.clientId, refresh_token: refresh })
    return (await fetch(new URL('/oauth2/token', services.cognito.endpoint), { method: 'POST', body })).status
  }
  if ((await renewed()) !== 200) throw new Error('The session cannot be renewed.')
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.waitForURL(url => url.origin === web)
  if ((await renewed()) !== 400) throw new Error('A copy of the refresh token is good after signing out.')

  // Forgotten password: a new one by mail, and back to the page that needed it.
  await page.goto(`/e/${event.eventId}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send a code' }).click()
  await page.getByLabel('Code').fill(await codeFor(email))
  await page.getByLabel('New password').fill('N3w-Passw0rd!')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await arrive(page, email, page.getByRole('button', { name: 'Account' }), 'N3w-Passw0rd!')
  await page.waitForURL(`${web}/e/${event.eventId}`)
}
