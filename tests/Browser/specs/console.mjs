// An organizer creates an event, edits it while somebody else does, and publishes it.
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, api, inspect, expectNoViolations }) {
  const page = await newPage({ as: 'organizer@example.com' })
  // The browser logs failed requests: allow only those that this spec causes.
  const fails = (what, path) => page.expected.push(new RegExp(`Failed to load resource: ${what}.*\\(${page.url().split('/console')[0]}/api${path}\\)$`))
  await page.goto('/console')
  await visible(page.getByRole('heading', { level: 1, name: 'Home' }))
  await page.getByRole('link', { name: 'New event' }).first().click()
  await visible(page.getByRole('heading', { level: 1, name: 'New event' }))

  // An invalid input is reported at its field, which gets the focus.
  await page.getByRole('button', { name: 'Save draft' }).click()
  await visible(page.getByText('Please check the highlighted fields'))
  if ((await page.evaluate(() => document.activeElement.name)) !== 'title') throw new Error('The focus is not at the first wrong field.')
  await inspect(page, 'console-new-wrong')

  const starts = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Title', { exact: true }).fill('Console spec night')
  await page.getByLabel('Starts', { exact: true }).fill(`${starts}T21:00`)
  await page.getByLabel('Ends', { exact: true }).fill(`${starts}T19:00`)
  await page.getByLabel('Venue', { exact: true }).fill('Hafenklang')
  await page.getByLabel('City', { exact: true }).fill('Hamburg')
  await page.getByLabel('Country').fill('Germ')
  await page.getByRole('option', { name: 'Germany' }).click()
  await page.getByLabel('Capacity').fill('2')
  await page.getByLabel('Ticket type', { exact: true }).fill('Standing')
  await page.getByLabel('Price', { exact: true }).fill('12,5x')
  await page.getByLabel('Quantity').fill('2')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await visible(page.getByText('The end must be after the start.'))
  await visible(page.getByText('Enter an amount such as 12.50'))
  // Also in a collapsed section.
  const folded = page.getByText('Limits and sale dates')
  await folded.click()
  await page.getByLabel('Limit per order').fill('')
  await folded.click()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await visible(page.getByText('Required', { exact: true }))
  await page.getByLabel('Limit per order').fill('10')

  // Typed input survives a reload, and leaving the page asks for confirmation.
  await page.reload()
  await visible(page.getByText('Your unsaved input was restored.'))
  if ((await page.getByLabel('Title', { exact: true }).inputValue()) !== 'Console spec night') throw new Error('What was typed is lost.')
  await page.getByRole('link', { name: 'Your events' }).click()
  await visible(page.getByRole('heading', { name: 'Leave without saving?' }))
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await visible(page.getByText('Signing out removes your input from this device.'))
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.evaluate(() => history.back())
  await visible(page.getByRole('heading', { name: 'Leave without saving?' }))
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  if (!page.url().endsWith('/events/new')) throw new Error(`Back has left unsaved changes: ${page.url()}`)
  if ((await page.getByLabel('Title', { exact: true }).inputValue()) !== 'Console spec night') throw new Error('What was typed is lost.')

  // A failed request loses nothing either, and its retry creates only one event.
  await page.getByLabel('Ends', { exact: true }).fill(`${starts}T23:00`)
  await page.getByLabel('Price', { exact: true }).fill('12,50')
  fails('net::ERR_FAILED', '/events')
  await page.route('**/api/events', route => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Save draft' }).click()
  await visible(page.getByText('There is no connection to the server.'))
  await page.getByRole('button', { name: 'Save draft' }).click()
  await visible(page.getByRole('heading', { name: 'Setup' }))
  await visible(page.getByText('2 tickets for 2 places.'))
  const eventId = page.url().split('/').at(-1)

  // A concurrent change by somebody else is merged: their changes are taken over, and typed input stays.
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await visible(page.getByText('Everything is saved.'))
  // Saving conflicts with a newer version (409).
  fails('the server responded with a status of 409', `/events/${eventId}`)
  await page.getByLabel('Title', { exact: true }).fill('Console spec night!')
  await api('organizer@example.com', 'PATCH', `/events/${eventId}`, { title: 'Renamed by somebody else', description: 'Also theirs.' })
  await visible(page.getByText('Someone else changed the same fields'))
  await visible(page.getByText('Renamed by somebody else').first())
  if ((await page.getByLabel('Description').inputValue()) !== 'Also theirs.')
    throw new Error('What somebody else changed is not taken over.')
  await inspect(page, 'console-conflict')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await visible(page.getByText('Everything is saved.'))
  await visible(page.getByRole('heading', { level: 1, name: 'Console spec night!' }))

  // Input typed while saving is neither saved nor lost.
  let answer
  const answered = new Promise(release => {
    answer = release
  })
  const slowly = async route => {
    const response = await route.fetch()
    await answered
    await route.fulfill({ response })
  }
  await page.route(`**/api/events/${eventId}`, route => (route.request().method() === 'PATCH' ? slowly(route) : route.fallback()))
  await page.getByLabel('Title', { exact: true }).fill('Console spec night')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByLabel('Description').fill('Typed meanwhile.')
  answer()
  await visible(page.getByText('Your changes are saved.'))
  await visible(page.getByText('You have unsaved changes.'))
  if ((await page.getByLabel('Description').inputValue()) !== 'Typed meanwhile.') throw new Error('What was typed meanwhile is lost.')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await visible(page.getByText('Everything is saved.'))

  // The same for a ticket type: saving does not revert what somebody else has changed since the dialog was opened.
  const dialog = page.getByRole('dialog')
  const types = async () => (await api('organizer@example.com', 'GET', `/events/${eventId}`)).ticketTypes
  const [{ ticketTypeId }] = await types()
  fails('the server responded with a status of 409', `/events/${eventId}/ticket-types/${ticketTypeId}`)
  await page.getByRole('button', { name: 'Edit Standing' }).click()
  await dialog.getByLabel('Ticket type', { exact: true }).fill('Standing room')
  await api('organizer@example.com', 'PATCH', `/events/${eventId}/ticket-types/${ticketTypeId}`, { name: 'Stalls', quantity: 1 })
  await visible(dialog.getByText('Someone else changed the same fields'))
  await visible(dialog.getByText('Ticket type: Stalls'))
  if ((await dialog.getByLabel('Quantity').inputValue()) !== '1') throw new Error('What somebody else changed is not taken over.')
  await expectNoViolations(page)
  // Selecting text with the mouse beyond the dialog's edge does not close it.
  const { x, y } = await dialog.getByLabel('Quantity').boundingBox()
  await page.mouse.move(x + 20, y + 10)
  await page.mouse.down()
  await page.mouse.move(5, 5)
  await page.mouse.up()
  await dialog.getByLabel('Quantity').fill('2')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const [{ name, quantity }] = await types()
  if (`${name} ${quantity}` !== 'Standing room 2') throw new Error(`Saved were ${quantity} of ${name}.`)

  await page.getByRole('link', { name: 'Overview' }).click()
  // By keyboard: the dialog traps the focus, which is not lost when the button disappears.
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
  await visible(page.getByRole('heading', { name: 'Setup' }))
  // A key pressed while the page still loads its figures may hit a button that is being replaced.
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Publish' }).press('Enter')
  await visible(page.getByText('1 ticket type is on sale.', { exact: false }))
  for (let i = 0; i < 5 && (await focused()) !== 'Publish'; i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await visible(page.getByText('On sale').first())
  await page.getByRole('heading', { name: 'Setup' }).waitFor({ state: 'detached' })
  if (await page.evaluate(() => document.activeElement === document.body)) throw new Error('The keyboard has lost its place.')
}
