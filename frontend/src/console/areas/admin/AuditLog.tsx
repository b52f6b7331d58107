import { Link } from 'wouter'
import { date } from '../../../i18n/format'
import { Badge } from '../../../ui'
import { clockIcon } from '../../../ui/icons/site'
import { ListPage } from '../../ListPage'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts as useAdminTexts } from '../texts/admin'
import { useTexts } from '../texts/log'
import { AdminPage } from './AdminPage'
import { actsOf, pageOf } from './search'

const toTheSecond = { dateStyle: 'short', timeStyle: 'medium' } as const

/** What administrators did, newest first; with an id, what anybody did about it. */
export default function AuditLog() {
  const t = useTexts()
  const { sections, found } = useAdminTexts()
  const id = useFilter('q')[0]
  const as = useFilter('as')[0]
  const action = useFilter('action')[0] || undefined
  const list = useList('/admin/audit-log', {
    query: { ...actsOf(id, as), action },
    search: { label: t.search },
    filters: {
      as: { label: t.as, all: t.actor, options: [['subject', t.subject]] },
      action: { label: t.act, all: t.everyAct, options: Object.entries(t.acts) },
    },
  })
  return (
    <AdminPage title={sections['audit-log']}>
      <ListPage
        list={list}
        caption={sections['audit-log']}
        empty={{ icon: clockIcon, title: t.none, text: t.noneText }}
        found={found(list.rows.length, list.complete)}
        keyOf={it => it.activityId}
        columns={[
          list.column('at', t.at, it => date(it.at, undefined, toTheSecond), { sorted: 'descending' }),
          list.column('who', t.who, it => <Named id={it.actor.userId} name={it.actor.name ?? t.kinds[it.actor.kind]} />),
          list.column('act', t.act, it => (
            <span className="badges">
              {t.acts[it.action] ?? it.action}
              {it.state === 'started' && <Badge tone="warn">{t.started}</Badge>}
            </span>
          )),
          list.column('on', t.on, it => <Named id={it.subjectId} name={it.subjectId} />),
          list.column('details', t.details, it => (
            <div>
              {it.reason && <div dir="auto">{it.reason}</div>}
              {it.changed.map(({ field, from, to }) => (
                <div key={field} className="soft">
                  {from === null && to === null ? field : t.changed(field, from ?? '–', to ?? '–')}
                </div>
              ))}
            </div>
          )),
        ]}
      />
    </AdminPage>
  )
}

/** A person or a thing, with a link to its page if it has one. */
function Named({ id, name }: { id: string; name: string }) {
  const to = pageOf(id)
  return to ? (
    <Link href={to} className="id">
      <bdi>{name}</bdi>
    </Link>
  ) : (
    <bdi className="id">{name}</bdi>
  )
}
