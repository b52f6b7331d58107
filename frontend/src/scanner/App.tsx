import { Route, Switch } from 'wouter'
import { NotFound, Settings, SkipLink } from '../ui'
import { Events } from './Events'
import { GatePage } from './GatePage'
import './scanner.css'

export const App = () => (
  <>
    <SkipLink />
    <Switch>
      <Route path="/" component={Events} />
      <Route path="/:eventId">{({ eventId }) => <GatePage key={eventId} eventId={eventId} />}</Route>
      <Route component={NotFound} />
    </Switch>
    <footer className="scan-footer">
      <Settings />
    </footer>
  </>
)
