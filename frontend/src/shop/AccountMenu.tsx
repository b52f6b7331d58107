import { type Session, signOut } from '../auth/session'
import { useCommonTexts } from '../ui'
import { PageLink } from '../ui/pages'
import { pages } from './pages'
import { useTexts } from './texts'

/** Pass the path as its key, so that it closes on navigation. */
export default function AccountMenu({ session }: { session: Session }) {
  const t = useTexts()
  const common = useCommonTexts()
  return (
    <details className="menu">
      <summary aria-label={t.nav.account}>
        <span className="initial" aria-hidden="true">
          {session.name.charAt(0).toUpperCase()}
        </span>
      </summary>
      <div className="menu-list">
        <p>
          <strong>{session.name}</strong>
          <span>{session.email}</span>
        </p>
        <PageLink to={pages.registrations}>{t.nav.registrations}</PageLink>
        <a href="/console">{t.nav.console}</a>
        <button type="button" onClick={() => void signOut()}>
          {common.signOut}
        </button>
      </div>
    </details>
  )
}
