import { Notice } from '../ui'
import { useOrganizations } from './caller'
import { useTexts } from './texts'

/** Says on the pages of an organization that it is suspended or closed. */
export default function StatusNotice({ org }: { org: string }) {
  const t = useTexts()
  const { data } = useOrganizations()
  const here = data?.items.find(it => it.organizationId === org)
  if (!here || here.status === 'active') return null
  const said = t.organizations[here.status]
  return (
    <aside className="status-notice" aria-label={said.title}>
      <Notice tone="warn" title={said.title}>
        <p>{said.text}</p>
        {here.status === 'suspended' && here.suspensionReason && (
          <p>
            {t.organizations.reason} <bdi>{here.suspensionReason}</bdi>
          </p>
        )}
      </Notice>
    </aside>
  )
}
