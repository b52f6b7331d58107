import { useLocation } from 'wouter'
import { Empty, Page } from '../../ui'
import { lockIcon } from '../../ui/icons/house'
import { href } from '../../ui/pages'
import { homeOf, useCaller } from '../organization'
import { pages } from '../pages'
import { Redirect } from '../Redirect'
import { useTexts } from './texts/events'

/** The start of the console: goes on to the events of the user's organization. */
export default function Home() {
  const t = useTexts()
  const [path] = useLocation()
  const { data } = useCaller()
  const org = data && homeOf(data)
  if (org) return <Redirect to={href(path === pages.formerNew.path ? pages.newEvent : pages.events, { org })} />
  return (
    <Page title={t.events.title}>
      <Empty icon={lockIcon} title={t.events.noOrganizer}>
        {t.events.noOrganizerText}
      </Empty>
    </Page>
  )
}
