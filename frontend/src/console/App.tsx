import { lazy, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { type Session, useSession } from '../auth/session'
import { signOut } from '../auth/sign-out'
import { Boundary, Button, Loading, Settings, SignedIn, SkipLink, useCommonTexts } from '../ui'
import '../ui/site.css'
import './console.css'
import { useCaller } from './caller'
import { leave } from './leave'
import type { ConsolePage } from './pages'
import { useTexts } from './texts'

// Loaded for signed-in users only.
const CurrentPage = lazy(() => import('./CurrentPage'))
const Navigation = lazy(() => import('./Navigation'))

// The shell links to these pages before the table of pages is loaded. The type makes sure that the paths are in that table.
const start: ConsolePage['path'] = '/start'
const verification: ConsolePage['path'] = '/verification'

export function App() {
  const t = useTexts()
  const session = useSession()
  const [path] = useLocation()
  return (
    <>
      <SkipLink />
      <Header session={session} />
      <SignedIn why={path === start ? t.startNeeds : undefined}>
        <Boundary at={path}>
          <Pages />
        </Boundary>
      </SignedIn>
      <footer className="site-footer">
        <nav aria-label={t.nav.site}>
          <a href="/">{t.nav.shop}</a>
          <a href="/scan">{t.nav.scanner}</a>
          {session && <Link href={verification}>{t.nav.verification}</Link>}
        </nav>
        <Settings />
      </footer>
    </>
  )
}

/** The page of the current address. Asks who the user is at once, so that the answer and the table of pages arrive at the same time. */
function Pages() {
  useCaller()
  return (
    <Suspense fallback={<Loading />}>
      <CurrentPage />
    </Suspense>
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
        <Link href="/" className="brand">
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
