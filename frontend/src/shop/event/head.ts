import { exponent } from '../../i18n/format'
import { cheapest, type Event } from '../data'

/**
 * Metadata of an event for other sites: Open Graph and JSON-LD in the page's head. Values are set as attributes or text, never as HTML, and
 * JSON-LD has no `<`, so that nothing an organizer writes can end the script element.
 * @returns A function that removes it.
 */
export function describe(event: Event, address: string): () => void {
  const description = summary(event)
  const metas: [string, string, string][] = [
    ['name', 'description', description],
    ['property', 'og:type', 'website'],
    ['property', 'og:title', event.title],
    ['property', 'og:description', description],
    ['property', 'og:url', address],
  ]
  const image = imageOf(event, address)
  if (image) metas.push(['property', 'og:image', image], ['name', 'twitter:card', 'summary_large_image'])
  // Replaces the values of the whole site.
  const before = metas.flatMap(([kind, name]) => [...document.head.querySelectorAll(`meta[${kind}="${name}"]`)])
  for (const element of before) element.remove()
  const elements: HTMLElement[] = metas.map(([kind, name, content]) => {
    const meta = document.createElement('meta')
    meta.setAttribute(kind, name)
    meta.content = content
    return meta
  })
  const canonical = document.createElement('link')
  canonical.rel = 'canonical'
  canonical.href = address
  const data = document.createElement('script')
  data.type = 'application/ld+json'
  data.textContent = jsonLd(event, address)
  elements.push(canonical, data)
  document.head.append(...elements)
  return () => {
    for (const element of elements) element.remove()
    document.head.append(...before)
  }
}

/** https://schema.org/Event */
export function jsonLd(event: Event, address: string): string {
  const { venue } = event
  const least = cheapest(event)
  const described = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    description: event.description ?? undefined,
    image: imageOf(event, address),
    startDate: event.startsAt,
    endDate: event.endsAt,
    eventStatus: `https://schema.org/${event.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    url: address,
    location: {
      '@type': 'Place',
      name: venue.name,
      address: {
        '@type': 'PostalAddress',
        streetAddress: venue.address ?? undefined,
        addressLocality: venue.city,
        addressRegion: venue.state ?? undefined,
        postalCode: venue.postalCode ?? undefined,
        addressCountry: venue.country,
      },
    },
    offers: least && {
      '@type': 'AggregateOffer',
      lowPrice: (least.amount / 10 ** exponent(least.currency)).toFixed(exponent(least.currency)),
      priceCurrency: least.currency.toUpperCase(),
      availability: `https://schema.org/${event.ticketTypes.some(type => type.availability === 'available') ? 'InStock' : 'SoldOut'}`,
      url: address,
    },
  }
  return JSON.stringify(described).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The absolute URL of the first image. */
const imageOf = ({ images: [first] }: Event, address: string): string | undefined => first && new URL(first.url, address).href

const LONGEST = 200

const summary = (event: Event): string =>
  (event.description ?? `${event.venue.name}, ${event.venue.city}`).replace(/\s+/g, ' ').slice(0, LONGEST)
