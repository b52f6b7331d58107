import { Page, SkipLink } from '../ui'
import { useTexts } from './texts'

export function App() {
  const t = useTexts()
  return (
    <>
      <SkipLink />

      <Page title={t.title}>{null}</Page>
    </>
  )
}
