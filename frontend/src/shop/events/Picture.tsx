import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Boundary } from '../../ui'
import type { Event } from '../data'

const Drawn = lazy(() => import('./Poster'))

interface Poster {
  seed: string
  category: string
  className?: string
}

/** A drawn poster, loaded after the text around it; its place is kept by the style of what it stands in. */
export const Poster = (poster: Poster) => (
  <Boundary part instead={null}>
    <Suspense>
      <Drawn {...poster} />
    </Suspense>
  </Boundary>
)

/**
 * An image uploaded by the organizer. It may be listed before its file exists: then `instead` is shown. There is no alternative text,
 * so it is decorative.
 */
export function Picture({ url, instead }: { url: string | undefined; instead?: ReactNode }) {
  const [missing, setMissing] = useState<string>()
  if (!url || url === missing) return instead
  // Keep this order: setting `src` may start the download, so the loading hints come first.
  return <img className="poster" alt="" loading="lazy" decoding="async" onError={() => setMissing(url)} src={url} />
}

/** The event's first image, or else its poster. */
export const Face = ({ event }: { event: Event }) => (
  <Picture url={event.images[0]?.url} instead={<Poster seed={event.eventId} category={event.category} />} />
)
