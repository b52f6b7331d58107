import { Link } from 'wouter'
import { type Session, signOut } from '../auth/session'
import { useCommonTexts } from '../ui'
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
        <Link href="/me/registrations">{t.nav.registrations}</Link>
        <a href="/console">{t.nav.console}</a>
        <button type="button" onClick={() => void signOut()}>
          {common.signOut}
        </button>
      </div>
    </details>
  )
}
