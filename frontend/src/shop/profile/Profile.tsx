import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { ask } from '../../api/questions'
import { useSession } from '../../auth/session'
import { signOut } from '../../auth/sign-out'
import { dateTime } from '../../i18n/format'
import { Badge, Boundary, Button, Confirm, Facts, Loaded, Page, Skeleton } from '../../ui'
import { useAction } from '../../ui/action'
import { TwoSteps } from './TwoSteps'
import { useTexts } from './texts'
import './profile.css'

// These are loaded after the page, and are at its end, so that nothing moves when they are there.
const ProfilePicture = lazy(() => import('./ProfilePicture'))
const Phone = lazy(() => import('./Phone'))
const MyData = lazy(() => import('./MyData'))

/** Who the user is, how and where the user signs in, and how to end all their sessions. */
export default function Profile() {
  const t = useTexts()
  const session = useSession()
  return (
    <Page title={t.profile.title} className="profile">
      <Facts
        facts={[
          [t.profile.name, <bdi key="name">{session?.name}</bdi>],
          [t.profile.email, <bdi key="email">{session?.email}</bdi>],
        ]}
      />
      <TwoSteps account={session?.email ?? ''} />
      <Everywhere />
      <Boundary part>
        <Suspense fallback={<Skeleton lines={3} />}>
          <ProfilePicture />
        </Suspense>
      </Boundary>
      <section className="stack" aria-labelledby="notifications">
        <h2 id="notifications">{t.notifications.title}</h2>
        <p>{t.notifications.text}</p>
      </section>
      <Boundary part>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Phone />
        </Suspense>
      </Boundary>
      <Boundary part>
        <Suspense fallback={<Skeleton lines={3} />}>
          <MyData />
        </Suspense>
      </Boundary>
    </Page>
  )
}

function Everywhere() {
  const t = useTexts()
  const end = useAction('POST /me/sign-out')
  const [asking, setAsking] = useState(false)
  const sessions = useQuery(ask('/me/sessions', {}))
  return (
    <section className="card stack" aria-labelledby="everywhere">
      <h2 id="everywhere">{t.everywhere.title}</h2>
      <Loaded query={sessions} skeleton={<Skeleton lines={2} />}>
        {({ items }) => (
          <ul className="sessions">
            {items.map(({ sessionId, device, lastSeenAt, current }) => (
              <li key={sessionId}>
                <strong dir="auto">{device ?? t.everywhere.unknown}</strong>{' '}
                {current ? <Badge tone="good">{t.everywhere.current}</Badge> : t.everywhere.seen(dateTime(lastSeenAt))}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <p>{t.everywhere.text}</p>
      <p>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t.everywhere.action}
        </Button>
      </p>
      {asking && (
        <Confirm
          title={t.everywhere.ask}
          action={t.everywhere.action}
          onConfirm={async () => {
            await end.run({})
            // This session has ended too: the other tabs follow, and the hosted pages forget the user.
            await signOut()
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t.everywhere.askText}</p>
        </Confirm>
      )}
    </section>
  )
}
