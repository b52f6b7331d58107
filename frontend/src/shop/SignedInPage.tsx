import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { api, data } from '../api/client'
import { ask, queries } from '../api/questions'
import { completeSignIn } from '../auth/return'
import { signIn } from '../auth/session'
import { language } from '../i18n/language'
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
          void noteVisit().catch(() => undefined)
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

/**
 * The profile notes where the user is signed in, which the other parts of the site ask for anyway; and the language that the user reads
 * here, for mails.
 */
async function noteVisit() {
  const me = ask('/me', {})
  if ((await queries.fetchQuery(me)).language !== language())
    queries.setQueryData(me.queryKey, await data(api.PATCH('/me', { body: { language: language() } })))
}
