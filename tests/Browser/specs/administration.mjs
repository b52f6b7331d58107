// Administrators help: they find a booking and refund a part of it, lock an account, verify an organizer, and stop an organization's sales.
import { pixel } from '../harness.mjs'

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, api, publishedEvent, pay, services, codeFor, expectNoViolations, now }) {
  const [admin, buyer] = ['admin@example.com', 'attendee@example.com']
  const event = await publishedEvent({ title: `Administered ${now()}`, ticketTypes: [['Standing', 2500, 10]] })
  const items = [{ ticketTypeId: event.ticketTypes[0].ticketTypeId, quantity: 1 }]
  const { registrationId } = await api(buyer, 'POST', '/registrations', { eventId: event.eventId, items })
  await pay(buyer, event.eventId, registrationId)
  const page = await newPage({ as: admin })
  const [main, dialog] = [page.getByRole('main'), page.getByRole('dialog')]
  const section = name => page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name, exact: true }).click()
  const act = async (name, reason) => {
    await main.getByRole('button', { name, exact: true }).click()
    if (reason) await dialog.getByLabel('Reason').fill(reason)
    await dialog.getByRole('button', { name, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  // A booking is found by the number in a mail, and by the buyer's address.
  await page.goto('/console/admin')
  await visible(page.getByRole('heading', { level: 1, name: 'People' }))
  await section('Bookings')
  await visible(page.getByRole('searchbox'))
  await page.getByRole('searchbox').fill('reg_nobody')
  await visible(page.getByText('No results'))
  await page.getByRole('searchbox').fill(`Number: ${registrationId}`)
  await visible(page.getByText('1 result'))
  await page.getByRole('searchbox').fill(buyer)
  await page.getByRole('row').filter({ hasText: event.title }).getByRole('link', { name: 'Ada Attendee' }).click()
  await main.getByRole('button', { name: 'Refund', exact: true }).click()
  await dialog.getByLabel('Partial refund').check()
  await dialog.getByLabel('Amount').fill('5')
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
  await visible(page.getByText('Refund of €5.00 requested.'))

  // Somebody is invited, locked out, and let in again.
  const email = `invited-${now()}@example.com`
  await section('People')
  await page.getByRole('button', { name: 'Invite person' }).click()
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByLabel('Name').fill('Ingrid Invited')
  await visible(dialog.getByLabel('Verified organizers'))
  if (await dialog.getByLabel('Administrators').isVisible()) throw new Error('Only super administrators make administrators.')
  await dialog.getByRole('button', { name: 'Invite person' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'Ingrid Invited' }))
  await act('Disable account', 'Asked for by phone')
  await act('Enable account')
  await page.getByRole('button', { name: 'Change groups' }).click()
  await dialog.getByLabel('Verified organizers').check()
  await visible(dialog.getByText('New rights apply from the next sign-in'))
  await expectNoViolations(page, 'groups')
  await dialog.getByRole('button', { name: 'Change groups' }).click()
  await visible(page.getByText('Attendees, Verified organizers'))
  await page.getByRole('link', { name: 'What was done to them' }).click()
  await visible(page.getByRole('cell').getByText('Asked for by phone'))
  await visible(page.getByRole('cell').getByText('Changed groups'))
  await section('People')
  await page.getByRole('searchbox').fill(email.slice(0, -12))
  await visible(page.getByRole('cell').getByText(email))

  // A request for verification is sent back with a note. The decision of another administrator in between is noticed.
  const [name, kycId] = await submitted({ api, services, codeFor, email: `seller-${now()}@example.com` })
  await section('Verification')
  await page.getByRole('link', { name }).click()
  await visible(page.getByText('C01X00T47'))
  await page.waitForFunction(() => document.querySelector('.papers img')?.naturalWidth > 0)
  await page.getByLabel('Ask for more').check()
  await page.getByRole('button', { name: 'Send decision' }).click()
  await visible(page.getByText('Required'))
  await expectNoViolations(page, 'decision')
  await api('superadmin@example.com', 'POST', `/admin/kyc-requests/${kycId}/review`, { decision: 'requestInfo', note: 'The back, please.' })
  page.expected.push(/status of 409 .*\/review\)$/)
  await page.getByLabel('Note to the person').fill('Please add the back.')
  await page.getByRole('button', { name: 'Send decision' }).click()
  await visible(main.getByText('Your decision was not sent.'))
  await visible(main.getByText('More information requested'))
  await visible(main.getByText('The back, please.'))
  await visible(main.getByRole('listitem').filter({ hasText: 'Alex Admin' }).first())

  // The sales of an organization are stopped, and go on.
  const { organizationId, name: founded } = await api('organizer@example.com', 'POST', '/organizations', { name: `Stopped ${now()}` })
  await section('Organizations')
  await page.getByRole('searchbox').fill(founded)
  const row = page.getByRole('row').filter({ hasText: founded })
  for (const [button, status] of [['Suspend', 'Suspended'], ['Resume', 'Active']]) {
    await row.getByRole('button', { name: button }).click()
    await dialog.getByRole('button', { name: button }).click()
    await visible(dialog.getByText('Required'))
    await dialog.getByLabel('Reason').fill(`Reason to ${button}`)
    await dialog.getByRole('button', { name: button }).click()
    await visible(row.getByText(status, { exact: true }))
  }
  await row.getByRole('link', { name: 'Audit log' }).click()
  await page.waitForURL(`**/admin/audit-log?q=${organizationId}`)
  await visible(page.getByRole('row').filter({ hasText: 'Suspended an organization' }).getByText('Reason to Suspend'))

  // Settings are for super administrators.
  await page.goto('/console/admin/settings')
  await visible(page.getByRole('heading', { level: 1, name: 'Page not found' }))
  const chief = await newPage({ as: 'superadmin@example.com' })
  await chief.goto('/console/admin/settings')
  // Nothing is saved: other specs share this cloud.
  const paid = chief.getByRole('radio', { name: /^Paid events/ })
  await visible(chief.getByText('Everything is saved.'))
  await chief.getByRole('radio', { name: /^Nothing/ }).check()
  await visible(chief.getByRole('button', { name: 'Save changes' }))
  await paid.check()
  await visible(chief.getByText('Everything is saved.'))
}

/** Somebody signs up and submits a passport. Returns their name and the id of the request. */
async function submitted({ api, services, codeFor, email }) {
  const name = `Selma Seller ${email.match(/\d+/)[0]}`
  const cognito = async (operation, body) => {
    const response = await fetch(services.cognito.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: services.cognito.clientId, Username: email, ...body }),
    })
    if (!response.ok) throw new Error(`${operation} answered ${await response.text()}`)
  }
  await cognito('SignUp', { Password: 'Passw0rd!', UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: name }] })
  await cognito('ConfirmSignUp', { ConfirmationCode: await codeFor(email) })
  const { documentId, uploadUrl, fields } = await api(email, 'POST', '/kyc/documents', { contentType: 'image/png', side: 'front' })
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([pixel], { type: 'image/png' }))
  const uploaded = await fetch(uploadUrl, { method: 'POST', body: form })
  if (!uploaded.ok) throw new Error(`The upload answered ${uploaded.status} ${await uploaded.text()}`)
  const { kycId } = await api(email, 'POST', '/kyc', { documentType: 'passport', documentNumber: 'C01X00T47', issuingCountry: 'DE', documents: [documentId], legalName: name })
  return [name, kycId]
}
