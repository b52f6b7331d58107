import { Link } from 'wouter'
import { date } from '../../../i18n/format'
import { Badge } from '../../../ui'
import { clockIcon } from '../../../ui/icons/site'
import { ListPage } from '../../ListPage'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts } from '../texts/admin'
import { AdminPage } from './AdminPage'
import { actsOf, pageOf } from './search'

const toTheSecond = { dateStyle: 'short', timeStyle: 'medium' } as const

/** What administrators did, newest first; with an id, what anybody did about it. */
export default function AuditLog() {
  const t = useTexts()
  const id = useFilter('q')[0]
  const as = useFilter('as')[0]
  const action = useFilter('action')[0] || undefined
  const list = useList('/admin/audit-log', {
    query: { ...actsOf(id, as), action },
    search: { label: t.log.search },
    filters: {
      as: { label: t.log.as, all: t.log.actor, options: [['subject', t.log.subject]] },
      action: { label: t.log.act, all: t.log.everyAct, options: Object.entries(t.log.acts) },
    },
  })
  return (
    <AdminPage title={t.admin.sections['audit-log']}>
      <ListPage
        list={list}
        caption={t.admin.sections['audit-log']}
        empty={{ icon: clockIcon, title: t.log.none, text: t.log.noneText }}
        found={t.admin.found(list.rows.length, list.complete)}
        keyOf={it => it.activityId}
        columns={[
          list.column('at', t.log.at, it => date(it.at, undefined, toTheSecond), { sorted: 'descending' }),
          list.column('who', t.log.who, it => <Named id={it.actor.userId} name={it.actor.name ?? t.log.kinds[it.actor.kind]} />),
          list.column('act', t.log.act, it => (
            <span className="badges">
              {t.log.acts[it.action] ?? it.action}
              {it.state === 'started' && <Badge tone="warn">{t.log.started}</Badge>}
            </span>
          )),
          list.column('on', t.log.on, it => <Named id={it.subjectId} name={it.subjectId} />),
          list.column('details', t.log.details, it => (
            <div>
              {it.reason && <div dir="auto">{it.reason}</div>}
              {it.changed.map(({ field, from, to }) => (
                <div key={field} className="soft">
                  {from === null && to === null ? field : t.log.changed(field, from ?? '–', to ?? '–')}
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
