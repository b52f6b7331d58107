import { lazy, type ReactNode } from 'react'
import { may } from '../auth/may'
import { Loaded, Loading, NotFound, Page } from '../ui'
import { hrefOf, usePage } from '../ui/pages'
import { useCaller } from './caller'
import { type ConsolePage, pages, type Row } from './pages'
import { useTexts } from './texts'

const EventFrame = lazy(() => import('./EventFrame'))
const StatusNotice = lazy(() => import('./StatusNotice'))

/** The page of the current address, if the user may see it. */
export default function CurrentPage(): ReactNode {
  const t = useTexts()
  const caller = useCaller()
  const found = usePage<ConsolePage>(pages)
  if (!caller.data) {
    return caller.error ? (
      <Page title={t.title}>
        <Loaded query={caller}>{() => null}</Loaded>
      </Page>
    ) : (
      <Loading />
    )
  }
  if (!found) return <NotFound />
  const { page, at } = found
  const { for: operation, as, ofEvent }: Row = page
  if (operation && !may(operation, caller.data, at.org, as)) return <NotFound />
  return (
    <>
      {at.org && <StatusNotice org={at.org} />}
      {ofEvent ? <EventFrame key={at.eventId} page={page} at={at} /> : <page.Component key={hrefOf(page.path, at)} {...at} />}
    </>
  )
}
