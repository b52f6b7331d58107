import type { Session } from '../auth/session'
import { signOut } from '../auth/sign-out'
import { Menu, useCommonTexts } from '../ui'
import { href } from '../ui/pages'
import { pages } from './pages'
import { useTexts } from './texts'

export default function AccountMenu({ session }: { session: Session }) {
  const t = useTexts()
  const common = useCommonTexts()
  return (
    <Menu
      label={t.nav.account}
      trigger={
        <span className="initial" aria-hidden="true">
          {session.name.charAt(0).toUpperCase()}
        </span>
      }
      head={
        <p className="who-is">
          <strong dir="auto">{session.name}</strong>
          <span>{session.email}</span>
        </p>
      }
      items={[
        { text: t.nav.registrations, href: href(pages.registrations) },
        { text: t.nav.account, href: href(pages.profile) },
        { text: t.nav.console, href: '/console', elsewhere: true },
        { text: common.signOut, onSelect: () => void signOut() },
      ]}
    />
  )
}
