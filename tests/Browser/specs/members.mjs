// An organization's people: somebody is invited, accepts, gets another role, edits the settings at the same time as others, and is removed.
// Its owner closes the organization.
const visible = locator => locator.waitFor({ state: 'visible' })

/** Opens a menu and takes the item that starts with the letter, by keyboard alone; like a person, not before the menu is there. */
async function take(page, menu, letter) {
  await page.getByRole('button', menu).press('Enter')
  await visible(page.locator('[role^=menuitem]:focus'))
  await page.keyboard.press(letter)
  await visible(page.locator('[role^=menuitem]:focus').filter({ hasText: new RegExp(`^${letter}`, 'i') }))
  await page.keyboard.press('Enter')
}

const owner = 'organizer@example.com'
const other = 'organizer2@example.com'

export default async function ({ newPage, api, inspect, expectNoViolations }) {
  const { organizationId: org } = await api(owner, 'POST', '/organizations', { name: 'Members spec' })
  const page = await newPage({ as: owner })

  // The pages of the organization are a menu; so are the organizations.
  await page.goto(`/console/${org}/events`)
  await take(page, { name: 'Organization', exact: true }, 'm')
  await visible(page.getByRole('heading', { level: 1, name: 'Members' }))
  await visible(page.getByRole('cell', { name: 'Olivia Organizer You' }))

  await page.getByLabel('E-mail').fill('organizer2')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await visible(page.getByText('Enter a valid e-mail address'))
  await page.getByLabel('E-mail').fill(other)
  await page.getByRole('radio', { name: /^Manager/ }).check()
  await page.getByLabel('Message (optional)').fill('Welcome!')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await visible(page.getByText(`Invitation sent to ${other}.`))
  await page.getByRole('button', { name: `Withdraw invitation to ${other}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await visible(page.getByText('No open invitations'))
  await page.getByLabel('E-mail').fill(other)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await visible(page.getByRole('button', { name: `Send again to ${other}` }))
  await inspect(page, 'console-members')

  // Who is invited finds it at the start, and is in the organization after accepting.
  const guest = await newPage({ as: other })
  await guest.goto('/console')
  await visible(guest.getByText('You have 1 invitation'))
  await inspect(guest, 'console-home')
  await guest.getByRole('link', { name: 'View' }).click()
  await visible(guest.getByText('Olivia Organizer invites you. Your role: Manager'))
  await guest.getByRole('button', { name: 'Accept the invitation of Members spec' }).click()
  await visible(guest.getByRole('heading', { level: 1, name: 'Your events' }))
  if (!guest.url().includes(org)) throw new Error(`After accepting, the page is ${guest.url()}.`)

  // The other organization opens at the same page, by keyboard alone.
  await take(guest, { name: 'Organization: Members spec' }, 'o')
  await guest.waitForURL(url => /\/events$/.test(url.pathname) && !url.pathname.includes(org))
  await guest.goBack()

  // A role up to one's own; the page of the other follows at the next look.
  await page.reload()
  await page.getByRole('button', { name: 'Change role of Oscar Other' }).click()
  await page.getByRole('dialog').getByRole('radio', { name: /^Admin/ }).check()
  await expectNoViolations(page, 'console-change-role')
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await visible(page.getByText('Oscar Other is now: Admin.'))

  // Two people edit the settings: what both changed is a conflict, what one changed is merged.
  await guest.goto(`/console/${org}/settings`)
  await guest.getByLabel('Website (optional)').fill('bluehour.example.com')
  await guest.getByLabel('E-mail footer (optional)').fill('Mine')
  await guest.getByRole('button', { name: 'Save changes' }).click()
  await visible(guest.getByText('Enter an address that begins with https://'))
  await guest.getByLabel('Website (optional)').fill('https://bluehour.example.com')
  guest.expected.push(/status of 409 .*\/api\/organizations\//)
  await api(owner, 'PATCH', `/organizations/${org}`, { mailFooter: 'Theirs', legalName: 'Members spec GmbH' })
  await guest.getByRole('button', { name: 'Save changes' }).click()
  await visible(guest.getByText('Someone else changed the same fields'))
  await inspect(guest, 'console-settings-conflict')
  await guest.getByRole('button', { name: 'Save changes' }).click()
  await visible(guest.getByText('Settings saved.'))
  const saved = await api(owner, 'GET', `/organizations/${org}`)
  if (saved.mailFooter !== 'Mine' || saved.legalName !== 'Members spec GmbH' || saved.website !== 'https://bluehour.example.com')
    throw new Error(`The settings are ${JSON.stringify(saved)}.`)

  await page.goto(`/console/${org}/activity`)
  await visible(page.getByText('Changed the settings').first())
  await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Oscar Other' })
  await visible(page.getByText('Accepted an invitation'))
  if ((await page.getByText('Invited a member').count()) > 0) throw new Error('The activity of one person has acts of another.')
  await inspect(page, 'console-activity')

  await page.goto(`/console/${org}/members`)
  await page.getByRole('button', { name: 'Leave' }).click()
  page.expected.push(/status of 409 .*\/api\/organizations\//)
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await visible(page.getByText('An organization needs an owner.'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove Oscar Other' }).click()
  await expectNoViolations(page, 'console-remove-member')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await visible(page.getByText('Oscar Other is no longer a member.'))
  await guest.reload()
  await visible(guest.getByRole('heading', { level: 1, name: 'Page not found' }))

  await page.goto(`/console/${org}/settings`)
  await page.getByRole('button', { name: 'Close organization' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type “Members spec” to confirm').fill('members')
  await dialog.getByRole('button', { name: 'Close organization' }).click()
  await visible(dialog.getByText('This is not the name of the organization.'))
  await expectNoViolations(page, 'console-close-organization')
  await dialog.getByLabel('Type “Members spec” to confirm').fill('Members spec')
  await dialog.getByRole('button', { name: 'Close organization' }).click()
  await visible(page.getByRole('complementary', { name: 'This organization is closed' }))
  await inspect(page, 'console-closed')
}
