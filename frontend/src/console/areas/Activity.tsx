import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client'
import { ask } from '../../api/questions'
import { dateTime } from '../../i18n/format'
import { Badge, Page, SelectField } from '../../ui'
import { activityIcon } from '../../ui/icons/console'
import { PageLink } from '../../ui/pages'
import { useOrganizations } from '../caller'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import { useFilter } from '../useFilters'
import { useList } from '../useList'
import { useTexts } from './texts/activity'

type Entry = Schemas['ActivityView']

/** Who did what in an organization, newest first. */
export default function Activity({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const { data: organizations } = useOrganizations()
  const timeZone = organizations?.items.find(it => it.organizationId === org)?.timeZone
  const [actorId, setActor] = useFilter('who')
  const path = { organizationId: org }
  // Administrators of the platform read the activity too, but not the members.
  const members = useQuery({ ...ask('/organizations/{organizationId}/members', { path }), enabled: may('listMembers') })
  const ofOneself = ({ subjectId, actor }: Entry) => subjectId === actor.userId
  const words = (entry: Entry) => t.acts[entry.action === 'removeMember' && ofOneself(entry) ? 'leave' : entry.action] ?? entry.action
  const list = useList('/organizations/{organizationId}/activity', {
    path,
    query: actorId ? { actorId } : {},
    search: { label: t.activity.search, of: entry => [entry.actor.name, words(entry), entry.reason] },
  })
  // Who has left is still in the list.
  const people = new Map([
    ...list.all.map(({ actor }) => [actor.userId, actor.name] as const),
    ...(members.data?.items ?? []).map(it => [it.userId, it.name] as const),
  ])
  if (actorId && !people.has(actorId)) people.set(actorId, actorId)
  return (
    <Page title={t.nav.activity}>
      <ListPage
        list={list}
        caption={t.nav.activity}
        empty={{ icon: activityIcon, title: t.activity.none, text: t.activity.noneText }}
        found={
          <>
            {t.activity.found(list.rows.length)} {!list.complete && list.text && t.activity.incomplete(list.all.length)}
          </>
        }
        keyOf={entry => entry.activityId}
        columns={[
          list.column('at', t.activity.at, entry => dateTime(entry.at, timeZone), { sorted: 'descending' }),
          list.column('who', t.activity.who, entry => <Actor entry={entry} />),
          list.column('what', t.activity.what, entry => (
            <span className="badges">
              {words(entry)}
              {!ofOneself(entry) && people.get(entry.subjectId) && <bdi>{people.get(entry.subjectId)}</bdi>}
              {entry.subjectId.startsWith('evt_') && entry.action !== 'deleteEvent' && may('getEventAnalytics') && (
                <PageLink to={pages.overview} at={{ org, eventId: entry.subjectId }}>
                  {t.activity.event}
                </PageLink>
              )}
              {entry.state === 'started' && <Badge tone="warn">{t.activity.started}</Badge>}
            </span>
          )),
          list.column('changed', t.activity.changed, entry => <Changes entry={entry} />),
          list.column('reason', t.activity.reason, entry => (entry.reason ? <bdi>{entry.reason}</bdi> : '–')),
        ]}
        actions={
          <SelectField label={t.activity.who} hideLabel value={actorId} onChange={setActor}>
            <option value="">{t.activity.everyone}</option>
            {[...people].map(([id, name]) => (
              <option key={id} value={id}>
                {name ?? t.activity.unnamed}
              </option>
            ))}
          </SelectField>
        }
      />
    </Page>
  )
}

function Actor({ entry: { actor } }: { entry: Entry }) {
  const t = useTexts()
  if (actor.kind === 'person') return <bdi>{actor.name ?? t.activity.unnamed}</bdi>
  return (
    <span className="badges">
      {actor.name && <bdi>{actor.name}</bdi>}
      <Badge>{t.activity.kinds[actor.kind]}</Badge>
    </span>
  )
}

function Changes({ entry: { changed } }: { entry: Entry }) {
  const t = useTexts()
  if (changed.length === 0) return <>–</>
  const value = (field: string, text: string) => (field === 'role' ? (t.roles[text.toLowerCase()] ?? text) : text)
  return (
    <ul className="changes">
      {changed.map(({ field, from, to }) => (
        <li key={field}>
          {t.fields[field] ?? field}
          {to && `: ${from ? t.activity.fromTo(value(field, from), value(field, to)) : value(field, to)}`}
        </li>
      ))}
    </ul>
  )
}
