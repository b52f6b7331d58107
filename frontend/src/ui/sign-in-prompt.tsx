import type { ReactNode } from 'react'
import { signIn, wasSignedOut } from '../auth/session'
import { Button } from './button'
import { Empty } from './feedback'
import { lockIcon } from './icons/house'
import { Page } from './page'
import { useCommonTexts } from './texts'

export interface Prompt {
  /** What signing in is for, where a page can say that. */
  why?: string
  /** What somebody without an account can do instead. */
  instead?: ReactNode
}

/** Asks to sign in, instead of a page that needs a session. */
export default function SignInPrompt({ why, instead }: Prompt) {
  const t = useCommonTexts()
  return (
    <Page title={t.signInNeeded.title} className="narrow">
      <Empty
        icon={lockIcon}
        title={(wasSignedOut() && t.problems.signed_out) || (why ?? t.signInNeeded.text)}
        action={
          <div className="actions">
            <Button kind="primary" onClick={() => void signIn()}>
              {t.signIn}
            </Button>
            <Button onClick={() => void signIn(undefined, 'signup')}>{t.signUp}</Button>
          </div>
        }
      >
        {instead}
      </Empty>
    </Page>
  )
}
