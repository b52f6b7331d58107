// Times are in the event's zone; the visitor's own are added where they differ. One tab only: a browser of one process has one time zone.
export default async function ({ newPage, publishedEvent }) {
  const visitor = 'America/New_York'
  const page = await newPage({ timeZone: visitor })
  for (const timeZone of ['Europe/Berlin', 'Asia/Tokyo', visitor]) {
    const event = await publishedEvent({ title: 'Seen from elsewhere', timeZone })
    // Some locales write the hour with a leading zero.
    const clock = zone => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(event.startsAt)).replace(/^0/, '')
    await page.goto(`/e/${event.eventId}`)
    const facts = page.locator('.event-facts dd').first()
    await facts.waitFor()
    const said = await facts.textContent()
    const [door, own] = said.split('In your time: ')
    if (!door.includes(clock(timeZone))) throw new Error(`At the door in ${timeZone} it is ${clock(timeZone)}: ${said}`)
    if (timeZone === visitor ? own !== undefined : !own?.includes(clock(visitor))) throw new Error(`The visitor's clock shows ${clock(visitor)}: ${said}`)
  }
}
