import { useLayoutEffect } from 'react'
import { useLocation } from 'wouter'

/** Goes on to another address in place of this one. wouter's own would be in the chunk that every part of the site loads. */
export function Redirect({ to }: { to: string }) {
  const [, go] = useLocation()
  useLayoutEffect(() => go(to, { replace: true }), [go, to])
  return null
}
