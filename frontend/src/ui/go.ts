import { useCallback, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/** Goes on to a page once something is done, unless whoever asked for it has gone elsewhere meanwhile. */
export function useGo() {
  const [, go] = useLocation()
  const here = useRef(true)
  useLayoutEffect(
    () => () => {
      here.current = false
    },
    [],
  )
  return useCallback(
    (path: string, options?: { replace?: boolean }) => {
      if (here.current) go(path, options)
    },
    [go],
  )
}
