import type { Event } from '../data'

/** A venue's address on one line, without the venue's name. */
export const placeOf = ({ address, city, state, postalCode }: Event['venue']): string =>
  [address, city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
