import { lazy, Suspense } from 'react'
import { useLocation, useRoute } from 'wouter'
import { Boundary, Loading, NotFound, Settings, SkipLink } from '../ui'
import { GatePage } from './GatePage'
import './scanner.css'

// Loaded lazily: a link to a gate skips the selection of the event.
const Events = lazy(() => import('./Events'))

export function App() {
  const [path] = useLocation()
  const [, gate] = useRoute('/:eventId')
  return (
    <>
      <SkipLink />
      <Boundary at={path}>
        {gate ? (
          <GatePage key={gate.eventId} eventId={gate.eventId} />
        ) : path === '/' ? (
          <Suspense fallback={<Loading />}>
            <Events />
          </Suspense>
        ) : (
          <NotFound />
        )}
      </Boundary>
      <footer className="scan-footer">
        <Settings />
      </footer>
    </>
  )
}
