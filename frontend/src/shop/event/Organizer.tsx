import type { Event } from '../data'
import { Picture } from '../events/Picture'
import { useTexts } from './texts'

/** Who organizes the event, with logo and web site. */
export function Organizer({ by: { name, logoUrl, website } }: { by: NonNullable<Event['organization']> }) {
  const t = useTexts()
  return (
    <section className="event-organizer" aria-labelledby="organizer">
      <h2 id="organizer">{t.event.organizer}</h2>
      <p>
        <Picture url={logoUrl ?? undefined} />
        <bdi>{name}</bdi>
        {website && (
          <a className="link" href={website} rel="noopener noreferrer" target="_blank">
            {t.event.website}
          </a>
        )}
      </p>
    </section>
  )
}
