import { type ReactNode, useState } from 'react'
import type { Event } from '../data'
import { Poster } from './Poster'

/**
 * What an organizer uploaded. It is announced before its file is there: `instead` stands for one without. Nobody has said in words what is on it,
 * so it is decoration beside the title.
 */
export function Picture({ url, instead }: { url: string | undefined; instead?: ReactNode }) {
  const [missing, setMissing] = useState<string>()
  if (!url || url === missing) return instead
  // Set in this order: with the address the browser may begin at once, so how to load comes before it.
  return <img className="poster" alt="" loading="lazy" decoding="async" onError={() => setMissing(url)} src={url} />
}

/** The face of an event: its first picture, or else its poster. */
export const Face = ({ event }: { event: Event }) => (
  <Picture url={event.images[0]?.url} instead={<Poster seed={event.eventId} category={event.category} />} />
)
