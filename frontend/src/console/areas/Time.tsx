import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { serverNow } from '../../api/client'
import { askAll } from '../../api/pages'
import { ask, changed, queries } from '../../api/questions'
import { asProblem, type Problem } from '../../problem'
import { announce, Button, Combobox, Empty, Failure, LinkButton, Loaded, Notice, Page, Skeleton, toast, useProblemText } from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { clockIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { useCaller, useOrganizations } from '../caller'
import type { Organization } from '../organization'
import { pages } from '../pages'
import { today } from '../range'
import { type Bounds, dayAfter, daysOfWeek, type Entry, hours, isDay, linesOf, openTo, sum, weekOf, withEntry } from '../time'
import { useFilter } from '../useFilters'
import { useTexts } from './texts/time'
import { dayLong, weekText } from './time/days'
import { Entries } from './time/Entries'
import { Timer } from './time/Timer'
import { fieldsOf, type Saving, WeekGrid } from './time/WeekGrid'

/** The working time of the user: a week of fields, its entries, and a timer. */
export default function Time({ org }: { org: string }) {
  const t = useTexts()
  const { data: me } = useCaller()
  const organizations = useOrganizations()
  return (
    <Page title={t.nav.time} lead={t.week.lead}>
      <Loaded query={organizations} skeleton={<Skeleton lines={10} />}>
        {({ items }) => {
          const organization = items.find(it => it.organizationId === org)
          return organization && me && <Mine organization={organization} userId={me.userId} />
        }}
      </Loaded>
    </Page>
  )
}

const weekOfPerson = (organizationId: string, userId: string, week: string) =>
  askAll('/time-entries', { query: { organizationId, userId, from: week, to: dayAfter(week, 6) } })

function Mine({ organization, userId }: { organization: Organization; userId: string }) {
  const { organizationId: org, timeZone, timeClosedThrough } = organization
  const projects = useQuery(askAll('/projects', { query: { organizationId: org, status: 'active' } }))
  const staff = useQuery(ask('/staff/{userId}', { path: { userId }, query: { organizationId: org } }))
  const now = today(timeZone, new Date(serverNow()))
  const [wanted] = useFilter('week')
  const week = weekOf(isDay(wanted) ? wanted : now, organization.weekStartsOn)
  const entries = useQuery(weekOfPerson(org, userId, week))
  return (
    <Loaded query={projects} skeleton={<Skeleton lines={10} />}>
      {({ list }) => (
        <Loaded query={staff} skeleton={<Skeleton lines={10} />}>
          {person => {
            const open = openTo(list, userId)
            const bounds: Bounds = {
              today: now,
              open: organization.status !== 'closed',
              closedThrough: timeClosedThrough,
              employedFrom: person.employedFrom,
              employedUntil: person.employedUntil,
            }
            return (
              <div className="stack">
                {(person.timer || (open.length > 0 && bounds.open)) && (
                  <Timer org={org} timer={person.timer} projects={open} timeZone={timeZone} />
                )}
                <WeekBar org={org} week={week} now={weekOf(now, organization.weekStartsOn)} />
                <Loaded query={entries} skeleton={<Skeleton lines={8} />}>
                  {of => (
                    <Week
                      key={week}
                      org={org}
                      userId={userId}
                      week={week}
                      entries={of.list}
                      projects={open}
                      bounds={bounds}
                      target={person.weeklyMinutes}
                      timeZone={timeZone}
                    />
                  )}
                </Loaded>
              </div>
            )
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

/** Which week is shown, and the way to others. */
function WeekBar({ org, week, now }: { org: string; week: string; now: string }) {
  const t = useTexts()
  const here = href(pages.time, { org })
  const to = (other: string) => (other === now ? here : `${here}?week=${other}`)
  return (
    <div className="week-bar">
      <h2 aria-live="polite">{weekText(week)}</h2>
      <nav className="actions" aria-label={t.week.choose}>
        <LinkButton href={to(dayAfter(week, -7))}>{t.week.previous}</LinkButton>
        <LinkButton href={here}>{t.week.now}</LinkButton>
        <LinkButton href={to(dayAfter(week, 7))}>{t.week.next}</LinkButton>
      </nav>
    </div>
  )
}

/** Projects that were added to a week, by organization and week, until the page is loaded again. */
const addedTo = new Map<string, readonly string[]>()

interface Shown {
  org: string
  userId: string
  week: string
  entries: readonly Entry[]
  projects: ReturnType<typeof openTo>
  bounds: Bounds
  target: number | null
  timeZone: string
}

function Week({ org, userId, week, entries, projects, bounds, target, timeZone }: Shown) {
  const t = useTexts()
  const place = `${org} ${week}`
  const [added, setAdded] = useState(addedTo.get(place) ?? [])
  const begin = useRef<string | null>(null)
  const { saving, settled, wrong, refused } = useSaving(org, userId, week)
  const lines = linesOf(daysOfWeek(week), entries, projects, added, bounds)
  const others = projects.filter(({ projectId }) => lines.every(line => line.projectId !== projectId))
  const add = (ids: readonly string[]) => {
    const all = [...new Set([...added, ...ids])]
    addedTo.set(place, all)
    setAdded(all)
    begin.current = ids[0] ?? null
  }
  // Who adds a project goes on in its first field.
  useEffect(() => {
    if (!begin.current) return
    document.querySelector<HTMLElement>(`[name="${fieldsOf(begin.current)}"]`)?.focus()
    begin.current = null
  })

  const submit = useAction('POST /time-entries/submit', {
    changes: ['/time-entries'],
    said: ({ submitted }) => (submitted > 0 ? t.week.submitted(submitted) : t.week.nothingToSubmit),
  })
  const submitted = async () => {
    await settled()
    if (wrong()) {
      toast(t.week.correct, 'bad')
      document.querySelector<HTMLElement>('.week-grid [aria-invalid="true"]')?.focus()
    } else await submit.press({ body: { organizationId: org, from: week, to: dayAfter(week, 6) } })
  }
  const copy = useTask(
    async () => {
      const { list } = await queries.fetchQuery(weekOfPerson(org, userId, dayAfter(week, -7)))
      const further = others.filter(({ projectId }) => list.some(entry => entry.projectId === projectId)).map(it => it.projectId)
      add(further)
      return further.length
    },
    { said: n => (n > 0 ? t.week.copied(n) : t.week.nothingToCopy) },
  )
  const problem = refused ?? submit.problem ?? copy.problem
  if (lines.length === 0 && projects.length === 0)
    return (
      <Empty icon={clockIcon} title={t.week.none}>
        {t.week.noneText}
      </Empty>
    )
  return (
    <>
      {bounds.closedThrough && bounds.closedThrough >= week && <Notice>{t.week.closed(dayLong(bounds.closedThrough))}</Notice>}
      {problem && <Failure problem={problem} />}
      {lines.length > 0 ? (
        <WeekGrid caption={weekText(week)} days={daysOfWeek(week)} lines={lines} saving={saving} />
      ) : (
        <Empty icon={clockIcon} title={t.week.empty}>
          {t.week.emptyText}
        </Empty>
      )}
      {target !== null && target > 0 && <p className="soft">{t.week.target(hours(sum(entries)), hours(target))}</p>}
      {others.length > 0 && (
        <div className="week-add">
          <Combobox
            label={t.week.add}
            required
            none={t.week.noProject}
            value=""
            options={others.map(({ projectId, name, clientName }) => ({ value: projectId, text: name, note: clientName ?? undefined }))}
            onChange={projectId => add([projectId])}
          />
        </div>
      )}
      <div className="actions">
        <Button kind="primary" busy={submit.busy} onClick={() => void submitted()}>
          {t.week.submit}
        </Button>
        <Button busy={copy.busy} onClick={() => void copy.press()}>
          {t.week.copy}
        </Button>
      </div>
      <Entries entries={entries} timeZone={timeZone} />
    </>
  )
}

/** Saves the fields of a week one after the other: each change starts from the entries that the one before has left. */
function useSaving(org: string, userId: string, week: string) {
  const create = useAction('POST /time-entries')
  const update = useAction('PATCH /time-entries/{timeEntryId}')
  const remove = useAction('DELETE /time-entries/{timeEntryId}')
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const wrong = useRef(new Set<string>())
  const [refused, setRefused] = useState<Problem | null>(null)
  const problemText = useProblemText()
  const { queryKey } = weekOfPerson(org, userId, week)
  const keep = (next: (list: readonly Entry[]) => Entry[]) => {
    // An answer that is on its way may be older than the change.
    const asked = queries.isFetching({ queryKey }) > 0
    queries.setQueryData(queryKey, before => before && { ...before, list: next(before.list) })
    if (asked) void changed('/time-entries')
  }

  const change = async (projectId: string, date: string, minutes: number) => {
    const there = queries.getQueryData(queryKey)?.list.find(it => it.projectId === projectId && it.date === date)
    if (!there) {
      if (minutes === 0) return
      const made = await create.run({ body: { projectId, date, minutes }, key: `${org}:time:${projectId}:${date}` })
      keep(list => withEntry(list, made))
    } else if (minutes === 0) {
      await remove.run({ path: { timeEntryId: there.timeEntryId } })
      keep(list => list.filter(it => it.timeEntryId !== there.timeEntryId))
    } else if (minutes !== there.minutes) {
      const path = { timeEntryId: there.timeEntryId }
      const next = await update.run({ path, version: there.version, body: { minutes } })
      keep(list => withEntry(list, next))
    }
  }
  const saving: Saving = {
    save: (projectId, day, minutes) => {
      const saved = last.current.then(() => change(projectId, day, minutes))
      last.current = saved.catch(error => {
        setRefused(asProblem(error))
        announce(problemText(asProblem(error)))
        // The week may have changed elsewhere.
        return changed('/time-entries')
      })
      return saved
    },
    mark: (field, isWrong) => {
      if (isWrong) wrong.current.add(field)
      else wrong.current.delete(field)
      if (wrong.current.size === 0) setRefused(null)
    },
  }
  return { saving, settled: () => last.current, wrong: () => wrong.current.size > 0, refused }
}
