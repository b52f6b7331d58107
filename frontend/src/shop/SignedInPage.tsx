import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { ask, queries } from '../api/questions'
import { completeSignIn } from '../auth/return'
import { signIn } from '../auth/session'
import { asProblem, type Problem } from '../problem'
import { Button, Failure, Notice, Page, Skeleton, useCommonTexts } from '../ui'
import { useTexts } from './texts'

/** The redirect target of the hosted sign-in pages, for every part of the site. */
export default function SignedInPage() {
  const t = useTexts()
  const common = useCommonTexts()
  const [, go] = useLocation()
  const [problem, setProblem] = useState<Problem | 'refused' | null>(null)
  useEffect(() => {
    completeSignIn(new URLSearchParams(location.search)).then(
      returnTo => {
        if (!returnTo) setProblem('refused')
        // A full page load, because other parts of the site are separate pages.
        else if (/^\/(console|scan)(\/|$|\?)/.test(returnTo)) location.replace(returnTo)
        else {
          go(returnTo, { replace: true })
          // The profile notes where the user is signed in. The other parts of the site ask for it anyway.
          void queries.prefetchQuery(ask('/me', {}))
        }
      },
      error => setProblem(asProblem(error)),
    )
  }, [go])
  return (
    <Page title={problem ? t.signedIn.failed : t.signedIn.title} className="narrow">
      {problem === null && <Skeleton />}
      {problem === 'refused' && (
        <Notice
          tone="warn"
          action={
            <Button kind="primary" onClick={() => void signIn()}>
              {common.signIn}
            </Button>
          }
        >
          {t.signedIn.failedText}
        </Notice>
      )}
      {problem && problem !== 'refused' && <Failure problem={problem} retry={() => location.reload()} />}
    </Page>
  )
}
