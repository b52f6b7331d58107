import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { signIn, useSession } from '../auth/session'
import { Button } from './button'
import { Empty, Skeleton } from './feedback'
import { Icon } from './icon'
import { beginAtTop } from './scroll'
import { useCommonTexts } from './texts'

let shownBefore = false

/** The frame of a page: its title is the window's, and takes the focus when the page replaces another one. */
export function Page({
  title,
  lead,
  back,
  actions,
  className = '',
  children,
}: {
  title: string
  lead?: ReactNode
  back?: { href: string; text: string }
  actions?: ReactNode
  className?: string
  children: ReactNode
}) {
  const heading = useTitle(title)
  return (
    <main id="content" className={`page ${className}`}>
      {back && (
        <Link href={back.href} className="back">
          <Icon name="back" />
          {back.text}
        </Link>
      )}
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1} dir="auto">
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </main>
  )
}

/** In the place of a page that is on its way. Without a heading: the page's own takes the focus, and is read, once. */
export const Loading = ({ lines = 6, className = '' }: { lines?: number; className?: string }) => (
  <main id="content" className="page">
    <Skeleton className={className} lines={lines} />
  </main>
)

/** For pages that draw their own heading: put the answer at the `h1` with `tabIndex={-1}`. */
export function useTitle(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { brand } = useCommonTexts()
  useEffect(() => {
    document.title = title === brand ? brand : `${title} · ${brand}`
  }, [title, brand])
  useEffect(() => {
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true })
      beginAtTop()
    }
    shownBefore = true
  }, [])
  return heading
}

/** The first thing that Tab reaches. */
export const SkipLink = () => {
  const t = useCommonTexts()
  return (
    <a className="skip" href="#content">
      {t.skip}
    </a>
  )
}

/** Shows `children` to those who are signed in, and to others the way to it. */
export function SignedIn({ children }: { children: ReactNode }) {
  const t = useCommonTexts()
  if (useSession()) return <>{children}</>
  return (
    <Page title={t.signInNeeded.title} className="narrow">
      <Empty
        icon="lock"
        title={t.signInNeeded.text}
        action={
          <div className="actions">
            <Button kind="primary" onClick={() => void signIn()}>
              {t.signIn}
            </Button>
            <Button onClick={() => void signIn(undefined, 'signup')}>{t.signUp}</Button>
          </div>
        }
      />
    </Page>
  )
}

export const NotFound = () => {
  const t = useCommonTexts()
  return (
    <Page title={t.notFound.title} className="narrow">
      <Empty
        icon="search"
        title={t.notFound.text}
        action={
          <a className="button" href="/">
            {t.notFound.home}
          </a>
        }
      />
    </Page>
  )
}
