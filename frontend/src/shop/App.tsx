import { lazy, Suspense } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { signIn, useSession } from '../auth/session'
import { withTexts } from '../i18n/texts'
import { Boundary, Button, Icon, Loading, NotFound, Settings, SkipLink, useCommonTexts } from '../ui'
import { ticketIcon } from '../ui/icons/site'
import * as event from './event/texts'
import { List } from './events/List'
import * as orders from './orders'
import '../ui/site.css'
import './shop.css'
import { useTexts } from './texts'

const EventPage = lazy(() => withTexts(import('./event/EventPage'), event.load))
// Loaded for signed-in users only.
const AccountMenu = lazy(() => import('./AccountMenu'))
const Checkout = lazy(() => withTexts(import('./checkout/Checkout'), orders.load))
const Account = lazy(() => withTexts(import('./account/Account'), orders.load))
const SignedInPage = lazy(() => import('./SignedInPage'))

export function App() {
  const t = useTexts()
  const [path] = useLocation()
  return (
    <>
      <SkipLink />
      <Header />
      <Boundary at={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/" component={List} />
            <Route path="/e/:eventId">{({ eventId }) => <EventPage key={eventId} eventId={eventId} />}</Route>
            <Route path="/checkout/:eventId/:registrationId?">
              {({ eventId, registrationId }) => <Checkout key={eventId} eventId={eventId} registrationId={registrationId} />}
            </Route>
            <Route path="/me/*?" component={Account} />
            <Route path="/signed-in" component={SignedInPage} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </Boundary>
      <footer className="site-footer">
        <p className="footer-words">{t.footer}</p>
        <nav aria-label={t.nav.console}>
          <a href="/console">{t.nav.console}</a>
          <a href="/scan">{t.nav.scanner}</a>
        </nav>
        <Settings />
      </footer>
    </>
  )
}

function Header() {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  const [path] = useLocation()
  const current = (href: string) => (path === href || (href !== '/' && path.startsWith(`${href}/`)) ? 'page' : undefined)
  return (
    <header className="site-header">
      <div className="bar">
        <Link href="/" className="brand" aria-label={common.brand}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>{common.brand}</span>
        </Link>
        <nav aria-label={t.nav.main} className="end">
          <Link href="/me/tickets" aria-current={current('/me/tickets')}>
            <Icon of={ticketIcon} />
            <span>{t.nav.tickets}</span>
          </Link>
        </nav>
        {session ? (
          <Boundary part at={path}>
            <Suspense>
              <AccountMenu session={session} />
            </Suspense>
          </Boundary>
        ) : (
          <Button kind="primary" onClick={() => void signIn()}>
            {common.signIn}
          </Button>
        )}
      </div>
    </header>
  )
}
