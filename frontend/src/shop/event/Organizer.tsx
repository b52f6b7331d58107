import { PageLink } from '../../ui/pages'
import type { Event } from '../data'
import { Picture } from '../events/Picture'
import { pages } from '../pages'
import { useTexts } from './texts'

/** Who organizes the event, with logo and web site. */
export function Organizer({ by: { organizationId, name, logoUrl, website } }: { by: NonNullable<Event['organization']> }) {
  const t = useTexts()
  return (
    <section className="event-organizer" aria-labelledby="organizer">
      <h2 id="organizer">{t.event.organizer}</h2>
      <p>
        <Picture url={logoUrl ?? undefined} />
        <PageLink className="link" to={pages.organizer} at={{ organizationId }}>
          <bdi>{name}</bdi>
        </PageLink>
        {website && (
          <a className="link" href={website} rel="noopener noreferrer" target="_blank">
            {t.event.website}
          </a>
        )}
      </p>
    </section>
  )
}
