import { lazy, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { signIn, useSession } from '../auth/session'
import { Boundary, Button, Icon, Loading, NotFound, Settings, SignedIn, SkipLink, useCommonTexts } from '../ui'
import { ticketIcon } from '../ui/icons/site'
import { href, PageLink, usePage } from '../ui/pages'
import { List } from './events/List'
import { pages, start } from './pages'
import '../ui/site.css'
import './shop.css'
import { useTexts } from './texts'

// Loaded for signed-in users only.
const AccountMenu = lazy(() => import('./AccountMenu'))

export function App() {
  const t = useTexts()
  const [path] = useLocation()
  return (
    <>
      <SkipLink />
      <Header />
      <Boundary at={path}>
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </Boundary>
      <footer className="site-footer">
        <p className="footer-words">{t.footer}</p>
        <nav aria-label={t.nav.console}>
          <Find />
          <a href={start}>{t.nav.create}</a>
          <a href="/console">{t.nav.console}</a>
          <a href="/scan">{t.nav.scanner}</a>
        </nav>
        <Settings />
      </footer>
    </>
  )
}

/** The page of the current address. */
function Shown() {
  const { list, ...others } = pages
  const [path] = useLocation()
  const found = usePage(others)
  if (path === list.path) return <List />
  if (!found) return <NotFound />
  const { Component, signedIn } = found.page
  const page = <Component key={path} {...found.at} />
  return signedIn ? <SignedIn instead={<Find />}>{page}</SignedIn> : page
}

/** For buyers without an account. */
const Find = () => <PageLink to={pages.find}>{useTexts().nav.find}</PageLink>

function Header() {
  const t = useTexts()
  const common = useCommonTexts()
  const session = useSession()
  const [path] = useLocation()
  const tickets = href(pages.tickets)
  return (
    <header className="site-header">
      <div className="bar">
        <Link href={href(pages.list)} className="brand" aria-label={common.brand}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>{common.brand}</span>
        </Link>
        <nav aria-label={t.nav.main} className="end">
          <a href={start} className="create">
            {t.nav.create}
          </a>
          <PageLink to={pages.tickets} aria-current={path === tickets || path.startsWith(`${tickets}/`) ? 'page' : undefined}>
            <Icon of={ticketIcon} />
            <span>{t.nav.tickets}</span>
          </PageLink>
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
