// An organizer writes to the people with tickets: by ticket type, with the keyboard alone, and is told how many get it.
const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, publishedEvent, ticketsOf, now, inspect }) {
  const mark = crypto.randomUUID().slice(0, 4)
  const starts = now() + 2 * 86_400_000
  const moment = at => new Date(at).toISOString().replace(/\.\d{3}/, '')
  const event = await publishedEvent({
    title: `Late doors ${mark}`,
    startsAt: moment(starts),
    endsAt: moment(starts + 7_200_000),
    ticketTypes: [['Floor', 0, 20], ['Gallery', 0, 20]],
  })
  await ticketsOf(event, 2)

  const page = await newPage({ as: 'organizer@example.com' })
  const dialog = page.getByRole('dialog', { name: 'Write to attendees' })
  await page.goto(`/console/${event.organizationId}/events/${event.eventId}/attendees`)
  await page.getByRole('button', { name: 'Write to attendees' }).press('Enter')
  await visible(dialog)
  await dialog.getByRole('button', { name: 'Send' }).press('Enter')
  await visible(dialog.getByText('Required', { exact: true }).first())
  await inspect(page, 'console-message')
  await dialog.getByLabel('Subject').fill('The doors open later')
  await dialog.getByLabel('Message', { exact: true }).fill('The sound check takes longer.\n\nThe concert begins as announced.')
  await dialog.getByLabel('Ticket type').selectOption('Gallery')
  await dialog.getByRole('button', { name: 'Send' }).press('Enter')
  await visible(page.getByText('Your message goes to 0 people.'))

  await page.getByRole('button', { name: 'Write to attendees' }).click()
  await dialog.getByLabel('Ticket type').selectOption('Floor')
  await dialog.getByLabel('Subject').fill('The doors open later')
  await dialog.getByLabel('Message', { exact: true }).fill('The sound check takes longer.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await visible(page.getByText('Your message goes to 1 person.'))
}
