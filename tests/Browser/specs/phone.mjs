// A person verifies their phone by the code in a text message; a visitor looks at an organizer's page.

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, services, web, inspect }) {
  const button = (name, on) => on.getByRole('button', { name, exact: true })
  const phone = `+4915${`${Date.now()}`.slice(-9)}`
  const message = async () => {
    const answer = await fetch(`${services.sms.inbox}?to=${encodeURIComponent(phone)}`, { headers: { Accept: 'application/json' } })
    return (await answer.json())[0].text
  }

  const page = await newPage({ as: 'orgadmin@example.com' })
  page.expected.push(/status of 422 .*\/me\/phone\/verify/)
  await page.goto('/me/profile')
  await visible(page.getByRole('heading', { name: 'Notifications' }))
  await visible(page.getByText('Text messages are sent only to a number that you have verified.'))
  await page.getByLabel('Phone number').fill('0151 23')
  await button('Send code', page).click()
  await visible(page.locator('[aria-invalid="true"]'))
  await inspect(page, 'phone-wrong')
  await page.getByLabel('Phone number').fill(phone.replace('+4915', '+49 15'))
  await button('Send code', page).click()
  await visible(page.getByText(`We have sent a code to ${phone}.`))
  const code = /\b\d{6}\b/.exec(await message())[0]
  await page.getByLabel('Code from the message').fill(code === '000000' ? '000001' : '000000')
  await button('Verify number', page).click()
  await visible(page.getByText('This code does not match.'))
  await inspect(page, 'phone-code')
  await page.getByLabel('Code from the message').fill(code)
  await button('Verify number', page).click()
  await visible(page.getByText('Verified', { exact: true }))
  await page.setViewportSize({ width: 320, height: 800 })
  await inspect(page, 'phone-verified')

  const { items } = await (await fetch(`${services.api}/events`)).json()
  const event = await (await fetch(`${services.api}/events/${items[0].eventId}`)).json()
  const { organizationId, name } = event.organization
  const visitor = await newPage()
  await visitor.goto(`/e/${event.eventId}`)
  await visitor.getByRole('link', { name }).click()
  await visitor.waitForURL(`${web}/o/${organizationId}`)
  await visible(visitor.getByRole('heading', { level: 1, name }))
  await visible(visitor.getByRole('link', { name: event.title }))
  await inspect(visitor, 'organizer')
}
