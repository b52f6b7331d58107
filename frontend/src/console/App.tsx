import { lazy, type ReactNode, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { type Session, signOut, useSession } from '../auth/session'
import { Boundary, Button, Icon, Loaded, Loading, NotFound, Page, Settings, SignedIn, SkipLink, useCommonTexts } from '../ui'
import { href, hrefOf, PageLink, usePage } from '../ui/pages'
import '../ui/site.css'
import './console.css'
import { leave } from './leave'
import { mayIn, useCaller, useOrganization } from './organization'
import { type ConsolePage, pages, type Row } from './pages'
import { useTexts } from './texts'

const EventFrame = lazy(() => import('./EventFrame'))

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
  if (operation && !mayIn(caller.data, operation, at.org, as)) return <NotFound />
  if (ofEvent) return <EventFrame key={at.eventId} page={page} at={at} />
  return <page.Component key={hrefOf(page.path, at)} {...at} />
}

function Header({ session }: { session: Session | null }) {
  const t = useTexts()
  const common = useCommonTexts()
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
          <>
            <Navigation />
            <div className="who">
              <span className="who-name">{session.name}</span>
              <Button kind="quiet" onClick={() => leave(() => void signOut(), true)}>
                {common.signOut}
              </Button>
            </div>
          </>
        )}
      </div>
    </header>
  )
}

/** The pages with an entry in the navigation that the user may see. */
function Navigation() {
  const t = useTexts()
  const [path] = useLocation()
  const { data: caller } = useCaller()
  const org = useOrganization()
  return (
    <nav aria-label={t.nav.main}>
      {caller &&
        Object.values<ConsolePage>(pages).map(page => {
          const { nav, for: operation, as }: Row = page
          if (!nav || (operation && !mayIn(caller, operation, org, as))) return null
          const to = hrefOf(page.path, { org })
          return (
            <Link
              key={page.path}
              href={to}
              aria-current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}
              onPointerEnter={page.fetchAhead}
              onFocus={page.fetchAhead}
            >
              <Icon of={nav.icon} />
              {t.nav[nav.text]}
            </Link>
          )
        })}
    </nav>
  )
}
