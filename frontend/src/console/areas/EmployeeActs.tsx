import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/questions'
import { dateTime } from '../../i18n/format'
import { Loaded, Skeleton, Table } from '../../ui'
import { useTexts } from './texts/activity'

/** How many acts are shown. */
const LATEST = 20

/** The latest of what somebody has done in the organization. */
export function EmployeeActs({ org, userId }: { org: string; userId: string }) {
  const t = useTexts()
  const { data: organization } = useQuery(ask('/organizations/{organizationId}', { path: { organizationId: org } }))
  const acts = useQuery(ask('/staff/{userId}/activity', { path: { userId }, query: { organizationId: org, limit: LATEST } }))
  return (
    <section className="card stack">
      <h2>{t.nav.activity}</h2>
      <Loaded query={acts} skeleton={<Skeleton lines={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t.activity.none}</p>
          ) : (
            <Table
              caption={t.nav.activity}
              columns={[
                { id: 'at', title: t.activity.at, cell: it => dateTime(it.at, organization?.timeZone) },
                { id: 'what', title: t.activity.what, cell: it => t.acts[it.action] ?? it.action },
                { id: 'reason', title: t.activity.reason, cell: it => (it.reason ? <bdi>{it.reason}</bdi> : '–') },
              ]}
              rows={items}
              keyOf={it => it.activityId}
            />
          )
        }
      </Loaded>
    </section>
  )
}
