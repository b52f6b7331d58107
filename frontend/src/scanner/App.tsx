import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { NotFound, Settings, Skeleton, SkipLink } from '../ui'
import { GatePage } from './GatePage'
import './scanner.css'

const Events = lazy(() => import('./Events'))

export const App = () => (
  <>
    <SkipLink />
    <Suspense fallback={<Skeleton className="page" />}>
      <Switch>
        <Route path="/" component={Events} />
        <Route path="/:eventId">{({ eventId }) => <GatePage key={eventId} eventId={eventId} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
    <footer className="scan-footer">
      <Settings />
    </footer>
  </>
)
