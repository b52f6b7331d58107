import { lazy, type ReactNode, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { may } from '../auth/may'
import { type Session, useSession } from '../auth/session'
import { signOut } from '../auth/sign-out'
import { Boundary, Button, Loaded, Loading, NotFound, Page, Settings, SignedIn, SkipLink, useCommonTexts } from '../ui'
import { href, hrefOf, PageLink, usePage } from '../ui/pages'
import '../ui/site.css'
import './console.css'
import { leave } from './leave'
import { useCaller } from './organization'
import { type ConsolePage, pages, type Row } from './pages'
import { useTexts } from './texts'

const EventFrame = lazy(() => import('./EventFrame'))
const Navigation = lazy(() => import('./Navigation'))
const StatusNotice = lazy(() => import('./StatusNotice'))

export function App() {
  const t = useTexts()
  const session = useSession()
  const [path] = useLocation()
  return (
    <>
      <SkipLink />
      <Header session={session} />
      <SignedIn why={path === pages.start.path ? t.startNeeds : undefined}>
        <Boundary at={path}>
          <Suspense fallback={<Loading />}>
            <Shown />
          </Suspense>
        </Boundary>
      </SignedIn>
      <footer className="site-footer">
        <nav aria-label={t.nav.site}>
          <a href="/">{t.nav.shop}</a>
          <a href="/scan">{t.nav.scanner}</a>
          {session && <PageLink to={pages.myVerification}>{t.nav.verification}</PageLink>}
        </nav>
        <Settings />
      </footer>
    </>
  )
}

/** The page of the current address, if the user may see it. */
function Shown(): ReactNode {
  const t = useTexts()
  const caller = useCaller()
  const found = usePage<ConsolePage>(pages)
  if (!caller.data) {
    return caller.error ? (
      <Page title={t.title}>
        <Loaded query={caller}>{() => null}</Loaded>
      </Page>
    ) : (
      <Loading />
    )
  }
  if (!found) return <NotFound />
  const { page, at } = found
  const { for: operation, as, ofEvent }: Row = page
  if (operation && !may(operation, caller.data, at.org, as)) return <NotFound />
  return (
    <>
      {at.org && <StatusNotice org={at.org} />}
      {ofEvent ? <EventFrame key={at.eventId} page={page} at={at} /> : <page.Component key={hrefOf(page.path, at)} {...at} />}
    </>
  )
}

function Header({ session }: { session: Session | null }) {
  const t = useTexts()
  const common = useCommonTexts()
  const [path] = useLocation()
  const who = session && <Who session={session} />
  return (
    <header className="site-header">
      <div className="bar">
        <Link href={href(pages.home)} className="brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>
            {common.brand} <small>{t.title}</small>
          </span>
        </Link>
        {session && (
          <Boundary at={path} instead={who}>
            <Suspense
              fallback={
                <>
                  {who}
                  <div className="nav-wait" />
                </>
              }
            >
              <Navigation>{who}</Navigation>
            </Suspense>
          </Boundary>
        )}
      </div>
    </header>
  )
}

function Who({ session }: { session: Session }) {
  const common = useCommonTexts()
  return (
    <div className="who">
      <span className="who-name">{session.name}</span>
      <Button kind="quiet" onClick={() => leave(() => void signOut(), true)}>
        {common.signOut}
      </Button>
    </div>
  )
}
