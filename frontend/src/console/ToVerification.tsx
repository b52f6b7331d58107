import type { Problem } from '../problem'
import { PageLink } from '../ui/pages'
import { pages } from './pages'
import { useTexts } from './texts'

/** The way on from a refusal for which the user has to be verified first; nothing after any other. */
export function ToVerification({ after }: { after: Problem | null }) {
  const t = useTexts()
  if (after?.code !== 'verification_required') return null
  return (
    <p>
      <PageLink to={pages.myVerification}>{t.toVerification}</PageLink>
    </p>
  )
}
