import { Empty, LinkButton, Page } from '../../ui'
import { lockIcon } from '../../ui/icons/house'
import { href } from '../../ui/pages'
import { useTexts } from '../orders'
import { pages } from '../pages'

/** What a wrong or former key opens. It does not tell whether there is such an order. */
export function Closed() {
  const t = useTexts()
  return (
    <Page title={t.closed.title} className="narrow">
      <Empty
        icon={lockIcon}
        title={t.closed.text}
        action={
          <LinkButton kind="primary" href={href(pages.find)}>
            {t.nav.find}
          </LinkButton>
        }
      />
    </Page>
  )
}
