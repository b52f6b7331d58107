import { lazy, Suspense } from 'react'
import { useLocation, useRoute } from 'wouter'
import { withTexts } from '../i18n/texts'
import { Boundary, Loading, NotFound, Settings, SkipLink } from '../ui'
import { GatePage } from './GatePage'
import './scanner.css'
import * as events from './texts/events'

// Loaded lazily: a link to a gate skips the selection of the event.
const Events = lazy(() => withTexts(import('./Events'), events.load))

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
