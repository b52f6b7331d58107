import { lazy, Suspense } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { type Session, signOut, useSession } from '../auth/session'
import { withTexts } from '../i18n/texts'
import { Boundary, Button, type Drawing, Icon, Loading, NotFound, Settings, SignedIn, SkipLink, useCommonTexts } from '../ui'
import { calendarIcon } from '../ui/icons/site'
import { gearIcon } from '../ui/icons/work'
import * as events from './areas/texts/events'
import * as orders from './areas/texts/orders'
import '../ui/site.css'
import './console.css'
import { useTexts } from './texts'

const Events = lazy(() => withTexts(import('./areas/Events'), events.load))
const NewEvent = lazy(() => withTexts(import('./areas/NewEvent'), events.load))
const EventArea = lazy(() => import('./areas/Event'))
const Admin = lazy(() => withTexts(import('./areas/Admin'), orders.load))

export const isAdmin = (session: Session | null): boolean =>
  session?.groups.some(group => group === 'Admins' || group === 'SuperAdmins') ?? false

export function App() {
  const t = useTexts()
  const session = useSession()
  const [path] = useLocation()
  return (
    <>
      <SkipLink />
      <Header session={session} />
      <SignedIn>
        <Boundary at={path}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={Events} />
              <Route path="/new" component={NewEvent} />
              <Route path="/e/:eventId/:view?">{({ eventId, view }) => <EventArea key={eventId} eventId={eventId} view={view} />}</Route>
              {isAdmin(session) && <Route path="/admin" component={Admin} />}
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Boundary>
      </SignedIn>
      <footer className="site-footer">
        <nav aria-label={t.nav.site}>
          <a href="/">{t.nav.shop}</a>
          <a href="/scan">{t.nav.scanner}</a>
        </nav>
        <Settings />
      </footer>
    </>
  )
}

function Header({ session }: { session: Session | null }) {
  const t = useTexts()
  const common = useCommonTexts()
  const [path] = useLocation()
  const entry = (href: string, icon: Drawing, text: string, here: boolean) => (
    <Link href={href} aria-current={here ? 'page' : undefined}>
      <Icon of={icon} />
      {text}
    </Link>
  )
  return (
    <header className="site-header">
      <div className="bar">
        <Link href="/" className="brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>
            {common.brand} <small>{t.title}</small>
          </span>
        </Link>
        {session && (
          <>
            <nav aria-label={t.nav.main}>
              {entry('/', calendarIcon, t.nav.events, path === '/' || path === '/new' || path.startsWith('/e/'))}
              {isAdmin(session) && entry('/admin', gearIcon, t.nav.admin, path === '/admin')}
            </nav>
            <div className="who">
              <span className="who-name">{session.name}</span>
              <Button kind="quiet" data-signs-out onClick={() => void signOut()}>
                {common.signOut}
              </Button>
            </div>
          </>
        )}
      </div>
    </header>
  )
}
