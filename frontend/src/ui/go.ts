import { useCallback, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/** Navigates after an asynchronous action, unless the user has left the page in the meantime. */
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
