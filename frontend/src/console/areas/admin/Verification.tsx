import { dateTime } from '../../../i18n/format'
import { shieldIcon } from '../../../ui/icons/console'
import { href } from '../../../ui/pages'
import { ListPage } from '../../ListPage'
import { pages } from '../../pages'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts } from '../texts/admin'
import { AdminPage } from './AdminPage'
import { KycBadge, type KycRequest } from './kyc'
import { waited } from './waited'

const others = ['moreInfo', 'approved', 'rejected', 'revoked'] as const

/** Requests for verification: those that wait for a decision, the longest waiting first; with a filter, all others. */
export default function Verification() {
  const t = useTexts()
  const status = (useFilter('status')[0] || 'pending') as KycRequest['status']
  const list = useList('/admin/kyc-requests', {
    query: { status },
    search: { label: t.verification.search, of: it => [it.name, it.legalName, it.email] },
    filters: {
      status: {
        label: t.verification.status,
        all: t.verification.statuses.pending ?? '',
        options: others.map(name => [name, t.verification.statuses[name] ?? name]),
      },
    },
  })
  return (
    <AdminPage title={t.sections.verification}>
      <ListPage
        list={list}
        caption={t.sections.verification}
        empty={{ icon: shieldIcon, title: t.verification.none, text: t.verification.noneText }}
        found={t.found(list.rows.length, list.complete)}
        keyOf={it => it.kycId}
        columns={[
          list.column('person', t.verification.person, it => <bdi>{it.legalName ?? it.name ?? it.userId}</bdi>, {
            link: ({ kycId }) => href(pages.kycRequest, { kycId }),
          }),
          list.column('email', t.people.email, it => it.email ?? '–'),
          list.column('document', t.verification.document, it => (it.documentType ? t.verification.documents[it.documentType] : '–')),
          list.column('status', t.verification.status, it => <KycBadge status={it.status} />),
          list.column('submitted', t.verification.submitted, it => (it.submittedAt ? dateTime(it.submittedAt) : '–'), {
            sorted: 'ascending',
          }),
          ...(status === 'pending'
            ? [list.column('waiting', t.verification.waiting, it => (it.submittedAt ? waited(it.submittedAt) : '–'), { end: true })]
            : []),
        ]}
      />
    </AdminPage>
  )
}
