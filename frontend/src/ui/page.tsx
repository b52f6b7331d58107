import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useSession } from '../auth/session'
import { Empty, Skeleton } from './feedback'
import { Icon } from './icon'
import { backIcon, searchIcon } from './icons/house'
import { beginAtTop } from './scroll'
import type { Prompt } from './sign-in-prompt'
import { useCommonTexts } from './texts'
import './page.css'

// Loaded for visitors only, where a page needs a session.
const SignInPrompt = lazy(() => import('./sign-in-prompt'))

let shownBefore = false

/** The layout of a page. Its title is also the document title, and receives the focus after in-app navigation. */
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
          <Icon of={backIcon} />
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

/** Placeholder for a page that is loading. Has no heading, so that the real one is focused and read only once. */
export const Loading = ({ lines = 6, className = '' }: { lines?: number; className?: string }) => (
  <main id="content" className="page">
    <Skeleton className={className} lines={lines} />
  </main>
)

/** For pages with their own heading: pass the returned ref to an `h1` with `tabIndex={-1}`. */
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

/** A link to the content, first in the tab order. */
export const SkipLink = () => {
  const t = useCommonTexts()
  return (
    <a className="skip" href="#content">
      {t.skip}
    </a>
  )
}

/** Renders `children` for signed-in users, and a sign-in prompt for others. */
export function SignedIn({ children, ...prompt }: Prompt & { children: ReactNode }) {
  if (useSession()) return <>{children}</>
  return (
    <Suspense fallback={<Loading />}>
      <SignInPrompt {...prompt} />
    </Suspense>
  )
}

export const NotFound = () => {
  const t = useCommonTexts()
  return (
    <Page title={t.notFound.title} className="narrow">
      <Empty
        icon={searchIcon}
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
