// The whole story, by the screens alone: a newcomer signs up, publishes a free event, shows a passport and is approved, then sells tickets
// with the help of a manager and somebody at the gate; an administrator refunds, stops the sales and lets them go on. All of it is recorded.
import { pixel } from '../harness.mjs'

const visible = locator => locator.waitFor({ state: 'visible' })
/** Waits until the table has a row for each: who did what, and how often. */
const recorded = (page, acts) =>
  Promise.all(
    acts.map(([who, act, times = 1]) =>
      visible(
        page
          .getByRole('row')
          .filter({ hasText: who })
          .filter({ hasText: act })
          .nth(times - 1),
      ),
    ),
  )

export default async function ({ newPage, signUp, fillCard, until, now }) {
  const [name, email] = [`Stella Starter ${now()}`, `starter${now()}@example.com`]
  const [free, paid] = [`Open rehearsal ${now()}`, `First concert ${now()}`]
  const day = new Date(now() + 9 * 86_400_000).toISOString().slice(0, 10)
  const page = await newPage()
  const [main, dialog, button] = [
    page.getByRole('main'),
    page.getByRole('dialog'),
    text => page.getByRole('button', { name: text, exact: true }),
  ]
  const publishes = async fields => {
    for (const [label, value] of Object.entries({
      Starts: `${day}T20:00`,
      Venue: 'Hafenklang',
      City: 'Hamburg',
      Capacity: '40',
      ...fields,
    }))
      await page.getByLabel(label, { exact: true }).fill(value)
    await button('Save draft').click()
    await button('Publish').click()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('heading', { name: 'Setup' }).waitFor({ state: 'detached' })
  }

  // Somebody new signs up to publish a free event.
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an event' }).first().click()
  await signUp(page, name, email, page.getByRole('heading', { level: 1, name: 'Create an event' }))
  await button('Continue to the event').click()
  await publishes({ Title: free })

  // They ask to sell, and show a passport.
  await page.goto('/console')
  await page.getByRole('link', { name: 'Verify your identity' }).click()
  const shows = async paper => {
    await page.getByLabel('Add a photo or scan').setInputFiles({ name: 'passport.png', mimeType: 'image/png', buffer: pixel })
    await visible(button(`Delete ${paper}`))
    await page.getByLabel('Document number').fill('C01X00T47')
    await button('Send for review').click()
    await visible(page.getByText('Being reviewed'))
  }
  await shows('Paper 1: Front')

  // An administrator looks at it, asks for the back, and then approves.
  const admin = await newPage({ as: 'admin@example.com' })
  const [desk, question] = [admin.getByRole('main'), admin.getByRole('dialog')]
  const section = text => admin.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: text, exact: true }).click()
  const decides = async (decision, note) => {
    await section('Verification')
    await admin.getByRole('link', { name }).click()
    await visible(admin.getByText('C01X00T47'))
    await admin.waitForFunction(() => document.querySelector('.papers img')?.naturalWidth > 0)
    await admin.getByLabel(decision).check()
    await admin.getByLabel('Note to the person').fill(note)
    await admin.getByRole('button', { name: 'Send decision' }).click()
  }
  await admin.goto('/console/admin')
  await decides('Ask for more', 'Please add the back.')
  await visible(desk.getByText('More information requested'))
  const request = admin.url().split('/').at(-1)
  await page.reload()
  await visible(page.getByText('Please add the back.'))
  await shows('Paper 2: Back')
  await decides('Approve', 'Welcome!')
  await visible(desk.getByText('Approved', { exact: true }))

  // The new organizer sells tickets, without signing in again.
  await page.reload()
  await visible(page.getByText('You can publish events with paid tickets.'))
  await main.getByRole('link', { name: 'Create an event' }).click()
  await publishes({ Title: paid, Price: '30' })
  const [, org] = /\/console\/(\w+)\/events/.exec(page.url())

  // Two people are invited, and accept.
  await button('Organization').click()
  await page.getByRole('menuitem', { name: 'Members' }).click()
  const joins = async (address, role) => {
    await page.getByLabel('E-mail').fill(address)
    await page.getByRole('radio', { name: role }).check()
    await button('Send invitation').click()
    await visible(page.getByText(`Invitation sent to ${address}.`))
    const guest = await newPage({ as: address, size: 'phone' })
    await guest.goto('/console')
    await guest.getByRole('link', { name: 'View' }).click()
    await guest.getByRole('button', { name: `Accept the invitation of ${name}` }).click()
    await guest.waitForURL(`**/console/${org}/*`)
    return guest
  }
  const manager = await joins('manager@example.com', /^Manager/)
  const staff = await joins('staff@example.com', /^Staff/)

  // The manager describes the event.
  await manager.getByRole('link', { name: paid }).click()
  await manager.getByRole('link', { name: 'Edit', exact: true }).click()
  await manager.getByLabel('Description').fill('With two encores.')
  await manager.getByRole('button', { name: 'Save changes' }).click()
  await visible(manager.getByText('Everything is saved.'))

  // The other one scans at the gate.
  const checks = async at => {
    const verdict = at.getByRole('alertdialog')
    await at.getByLabel('Code on the ticket').fill('AAAABBBB-CCCC')
    await at.keyboard.press('Enter')
    const word = verdict.getByRole('heading', { name: /^(Unknown|No result)$/ })
    await visible(word)
    const said = await word.textContent()
    await at.keyboard.press('Enter')
    await verdict.waitFor({ state: 'hidden' })
    return said
  }
  const begin = async at => {
    await at.getByRole('link', { name: paid }).click()
    await at.getByLabel('Scan with the camera').uncheck()
    await at.getByRole('button', { name: 'Start scanning' }).click()
    if ((await checks(at)) !== 'Unknown') throw new Error('The code of no ticket was not checked.')
  }
  await staff.goto('/scan')
  await begin(staff)

  // So does a phone that belongs to nobody, paired by the manager, until it is removed.
  await manager.goto(`/console/${org}/devices`)
  await manager.getByRole('button', { name: 'Add device' }).click()
  const device = manager.getByRole('dialog')
  await device.getByLabel('Name').fill('Main entrance')
  await device.getByLabel(paid).check()
  await device.getByRole('button', { name: 'Add device' }).click()
  const code = (await device.locator('.pairing-code [aria-hidden]').textContent()).trim()
  const phone = await newPage({ size: 'phone' })
  await phone.goto('/scan')
  await phone.getByLabel('Pairing code').fill(code)
  await phone.keyboard.press('Enter')
  await begin(phone)
  await device.getByRole('button', { name: 'Done' }).click()
  await manager.getByRole('button', { name: 'Remove Main entrance' }).click()
  await device.getByRole('button', { name: 'Remove' }).click()
  await visible(manager.getByText('Main entrance was removed.'))
  phone.expected.push(/status of 403 .*\/api\//)
  await until(async () => (await checks(phone)) === 'No result', 'A phone that was removed may scan.')
  await visible(phone.getByText('This device can no longer scan'))

  // Whoever is removed scans nothing any more, and sees no list.
  await page.reload()
  await button('Remove Sam Staff').click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await visible(page.getByText('Sam Staff is no longer a member.'))
  staff.expected.push(/status of 404 .*\/(validate-ticket|check-in-list.*)\)$/)
  // The scanner decides alone when the server is slow, and asks it again a moment later.
  await until(async () => (await checks(staff)) === 'No result', 'Somebody who was removed may scan.')
  await staff.reload()
  await visible(staff.getByText('Something went wrong'))

  // Somebody buys a ticket.
  const buyer = await newPage({ as: 'attendee@example.com', size: 'phone' })
  const [offer, none] = [buyer.getByRole('link', { name: paid }), buyer.getByText('No events match your search')]
  const search = () => buyer.goto(`/?text=${encodeURIComponent(paid)}`)
  await search()
  await offer.click()
  await buyer.getByRole('button', { name: 'One more: Ticket' }).click()
  await buyer.getByRole('button', { name: 'Get tickets' }).click()
  await buyer.getByRole('button', { name: 'Continue to payment' }).click()
  await fillCard(buyer)
  await buyer.getByRole('button', { name: 'Pay €30.00' }).click()
  await visible(buyer.getByRole('heading', { level: 1, name: 'You’re in!' }))

  // The administrator finds them by their address, and gives half of it back.
  await section('Bookings')
  await admin.getByRole('searchbox').fill('attendee@example.com')
  await admin.getByRole('row').filter({ hasText: paid }).getByRole('link', { name: 'Ada Attendee' }).click()
  await desk.getByRole('button', { name: 'Refund', exact: true }).click()
  await question.getByLabel('Partial refund').check()
  await question.getByLabel('Amount').fill('15')
  await question.getByRole('button', { name: 'Refund', exact: true }).click()
  await visible(admin.getByText('Refund of €15.00 requested.'))

  // The sales of the organization are stopped, and go on.
  await section('Organizations')
  await admin.getByRole('searchbox').fill(name)
  const row = admin.getByRole('row').filter({ hasText: name })
  for (const [act, status, found] of [
    ['Suspend', 'Suspended', none],
    ['Resume', 'Active', offer],
  ]) {
    await row.getByRole('button', { name: act }).click()
    await question.getByLabel('Reason').fill(`Reason to ${act}`)
    await question.getByRole('button', { name: act }).click()
    await visible(row.getByText(status, { exact: true }))
    await until(async () => {
      await search()
      await offer.or(none).waitFor()
      return found.isVisible()
    }, `The shop does not follow: ${status}.`)
  }

  // All of it is recorded: for administrators, and for the organization.
  await row.getByRole('link', { name: 'Audit log' }).click()
  await recorded(admin, [
    [name, 'Founded an organization'],
    [name, 'Created an event', 2],
    [name, 'Published an event', 2],
    [name, 'Invited a member', 2],
    ['Mia Manager', 'Accepted an invitation'],
    ['Sam Staff', 'Accepted an invitation'],
    ['Mia Manager', 'Changed an event'],
    [name, 'Removed a member'],
    ['Alex Admin', 'Refunded a registration'],
    ['Alex Admin', 'Suspended an organization'],
    ['Alex Admin', 'Resumed an organization'],
  ])
  await section('People')
  await admin.getByRole('searchbox').fill(email)
  await admin.getByRole('link', { name }).click()
  await admin.getByRole('link', { name: 'What was done to them' }).click()
  await recorded(admin, [[name, 'Submitted documents', 2]])
  await admin.getByRole('searchbox').fill(request)
  await recorded(admin, [
    ['Alex Admin', 'Opened a verification request', 2],
    ['Alex Admin', 'Decided on a verification request', 2],
  ])
  await button('Organization').click()
  await page.getByRole('menuitem', { name: 'Activity' }).click()
  await recorded(page, [
    [name, 'Founded the organization'],
    [name, 'Created an event', 2],
    [name, 'Published an event', 2],
    [name, 'Invited a member', 2],
    ['Mia Manager', 'Accepted an invitation'],
    ['Sam Staff', 'Accepted an invitation'],
    ['Mia Manager', 'Edited an event'],
    [name, 'Removed a member'],
    ['Administrator', 'Refunded a registration'],
    ['Administrator', 'Suspended the organization'],
    ['Administrator', 'Lifted the suspension'],
  ])
}
