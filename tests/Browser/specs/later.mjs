// What happens later, with the cloud's clock put forward: a sale opens, and a mail is sent ten minutes after the last change.
const visible = locator => locator.waitFor({ state: 'visible' })
const whole = at => new Date(at).toISOString().replace(/\.\d{3}/, '')

export const alone = true

export default async function (harness) {
  await opening(harness)
  await moved(harness)
}

async function opening({ newPage, publishedEvent, putForward, now }) {
  const salesStartAt = whole(now() + 3_600_000)
  const event = await publishedEvent({ title: 'On sale in an hour', ticketTypes: [['Standing', 2500, 10, { salesStartAt }]] })
  // A device whose clock is two hours ahead.
  const page = await newPage()
  await page.clock.setSystemTime(now() + 7_200_000)
  await page.goto(`/e/${event.eventId}`)
  await visible(page.getByText(/^On sale from .* CES?T$/))
  await putForward(3_600)
  await visible(page.getByRole('button', { name: 'One more: Standing' }))
}

async function moved({ publishedEvent, api, ticketsOf, mails, until, putForward, now }) {
  const title = `Moved ${now()}`
  const event = await publishedEvent({ title, ticketTypes: [['Free seat', 0, 10]] })
  await ticketsOf(event, 1)
  const about = async () => (await mails()).filter(({ subject }) => subject.includes(title)).length
  await until(async () => (await about()) === 1, 'The ticket was not mailed.')
  for (const days of [8, 9]) {
    const starts = now() + days * 86_400_000
    await api('organizer@example.com', 'PATCH', `/events/${event.eventId}`, { startsAt: whole(starts), endsAt: whole(starts + 7_200_000) })
    await putForward(9 * 60)
  }
  if ((await about()) !== 1) throw new Error('The mail about the first change did not wait for the second.')
  await putForward(2 * 60)
  await until(async () => (await about()) > 1, 'The change was not mailed.')
  await putForward(60 * 60)
  if ((await about()) !== 2) throw new Error(`${(await about()) - 1} mails were sent about two changes.`)
}
