import { lazy, Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { Boundary, Loading, NotFound, Settings, SkipLink } from '../ui'
import { GatePage } from './GatePage'
import './scanner.css'

// Loaded lazily: a link to a gate skips the selection of the event.
const Events = lazy(() => import('./Events'))

export const App = () => (
  <>
    <SkipLink />
    <Boundary at={useLocation()[0]}>
      <Switch>
        <Route path="/">
          <Suspense fallback={<Loading />}>
            <Events />
          </Suspense>
        </Route>
        <Route path="/:eventId">{({ eventId }) => <GatePage key={eventId} eventId={eventId} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </Boundary>
    <footer className="scan-footer">
      <Settings />
    </footer>
  </>
)
