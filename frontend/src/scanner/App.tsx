import { Page, SignedIn, SkipLink } from '../ui'
import { useTexts } from './texts'

export function App() {
  const t = useTexts()
  return (
    <>
      <SkipLink />
      <SignedIn>
        <Page title={t.title}>{null}</Page>
      </SignedIn>
    </>
  )
}
