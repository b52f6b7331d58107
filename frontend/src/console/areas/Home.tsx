import { useLocation } from 'wouter'
import { Empty, LinkButton, Page } from '../../ui'
import { plusIcon, ticketIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { homeOf, useCaller } from '../organization'
import { pages } from '../pages'
import { Redirect } from '../Redirect'
import { useTexts } from './texts/start'

/** The start of the console: goes on to the events of the user's organization, and invites those who have none. */
export default function Home() {
  const t = useTexts()
  const [path] = useLocation()
  const { data } = useCaller()
  const org = data && homeOf(data)
  if (org) return <Redirect to={href(path === pages.formerNew.path ? pages.newEvent : pages.events, { org })} />
  return (
    <Page title={t.home.title}>
      <Empty
        icon={ticketIcon}
        title={t.home.none}
        action={
          <div className="actions">
            <LinkButton kind="primary" icon={plusIcon} href={href(pages.start)}>
              {t.home.start}
            </LinkButton>
            <a className="button" href="/">
              {t.nav.shop}
            </a>
          </div>
        }
      >
        {t.home.noneText}
      </Empty>
    </Page>
  )
}
