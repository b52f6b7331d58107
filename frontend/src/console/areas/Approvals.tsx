import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ReasonedTimeEntryRequest } from '../../api/limits'
import { askAll, everything } from '../../api/pages'
import { onePage } from '../../api/questions'
import { problemText } from '../../i18n/texts'
import {
  announce,
  Button,
  Dialog,
  Empty,
  Failure,
  Form,
  FormActions,
  Loaded,
  Notice,
  Page,
  Skeleton,
  Table,
  TextArea,
  toast,
  useForm,
} from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { checkIcon } from '../../ui/icons/house'
import { useCaller, useOrganizations } from '../caller'
import { type Organization, type OrganizationRole, rolesUpTo } from '../organization'
import { ENTRIES, type Entry, type Group, groupsOf, hours, inParts } from '../time'
import { useTexts } from './texts/time'
import { dayLong, dayShort, weekText } from './time/days'
import { Noted, Spent } from './time/Entries'
import './time/time.css'

/** How many entries the API decides on at once. */
const AT_ONCE = 100
const PAGE = 100

/** Time that waits for the user's approval, by week and person. */
export default function Approvals({ org }: { org: string }) {
  const t = useTexts()
  const { data: me } = useCaller()
  const organizations = useOrganizations()
  const mine = me?.organizations.find(it => it.organizationId === org)?.role ?? 'staff'
  return (
    <Page title={t.nav.approvals} lead={t.review.lead}>
      <Loaded query={organizations} skeleton={<Skeleton lines={8} />}>
        {({ items }) => {
          const organization = items.find(it => it.organizationId === org)
          if (!organization || !me) return null
          const place = { organization, userId: me.userId, mine }
          return rolesUpTo(mine).includes('manager') ? <Waiting {...place} teams={null} /> : <OfTeams {...place} />
        }}
      </Loaded>
    </Page>
  )
}

interface Place {
  organization: Organization
  userId: string
  mine: OrganizationRole
}

/** Below managers, people see the time of the teams that they lead, and have to name these. */
function OfTeams(place: Place) {
  const teams = useQuery(askAll('/teams', { query: { organizationId: place.organization.organizationId } }))
  return (
    <Loaded query={teams} skeleton={<Skeleton lines={8} />}>
      {({ list }) => <Waiting {...place} teams={list.filter(it => it.leadId === place.userId).map(it => it.teamId)} />}
    </Loaded>
  )
}

/** What waits in these teams, or in the whole organization. Somebody may be in several teams. */
const waitingIn = (organizationId: string, teams: readonly string[] | null) =>
  queryOptions({
    queryKey: [ENTRIES, { organizationId, teams }, 'waiting'] as const,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        (teams ?? [undefined]).map(teamId =>
          everything<Entry>(cursor => onePage(ENTRIES, { query: { organizationId, teamId, status: 'submitted' } }, PAGE, signal, cursor)),
        ),
      )
      const entries = new Map(found.flatMap(({ list }) => list.map(it => [it.timeEntryId, it] as const)))
      return { list: [...entries.values()], complete: found.every(it => it.complete) }
    },
  })

type Asked = { entries: readonly Entry[]; name: string }
type Refused = readonly (readonly [Entry, string])[]

function Waiting({ organization, userId, mine, teams }: Place & { teams: readonly string[] | null }) {
  const t = useTexts()
  const waiting = useQuery(waitingIn(organization.organizationId, teams))
  const [asked, setAsked] = useState<Asked | null>(null)
  const [refused, setRefused] = useState<Refused>([])
  const many = useReview()
  const approve = useAction('POST /time-entries/{timeEntryId}/approve', { changes: [ENTRIES], said: () => t.review.approved(1) })
  const problem = many.problem ?? approve.problem
  const count = waiting.data?.list.length
  // What was pressed may be gone with its group.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an answer takes something away
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector('h1')?.focus({ preventScroll: true })
  }, [count])

  const approveOne = (entry: Entry) => {
    setRefused([])
    void approve.press({ path: { timeEntryId: entry.timeEntryId }, version: entry.version })
  }
  const approveAll = async (entries: readonly Entry[]) => {
    setRefused([])
    const left = await many.press(entries)
    if (!left) return
    setRefused(left)
    if (left.length > 0) announce(t.review.refused(left.length))
  }
  return (
    <div className="stack">
      {problem && <Failure problem={problem} />}
      {refused.length > 0 && <StillWaiting refused={refused} />}
      <Loaded query={waiting} skeleton={<Skeleton lines={8} />}>
        {({ list, complete }) =>
          list.length === 0 ? (
            <Empty icon={checkIcon} title={t.review.none}>
              {t.review.noneText}
            </Empty>
          ) : (
            <>
              {!complete && <Notice tone="warn">{t.review.more}</Notice>}
              {groupsOf(list, organization.weekStartsOn).map(group => (
                <OfPerson
                  key={group.key}
                  group={group}
                  timeZone={organization.timeZone}
                  oneself={group.userId === userId}
                  may={group.userId !== userId || rolesUpTo(mine).includes('admin')}
                  busy={many.busy}
                  onApprove={approveOne}
                  onApproveAll={() => void approveAll(group.entries)}
                  onReject={setAsked}
                />
              ))}
            </>
          )
        }
      </Loaded>
      {asked && <Reject {...asked} onRefused={setRefused} onClose={() => setAsked(null)} />}
    </div>
  )
}

/** Decides on many entries, as many at once as the API takes. The answer is those that were refused, with the code. */
function useReview() {
  const t = useTexts()
  const review = useAction('POST /time-entries/review')
  return useTask(
    async (entries: readonly Entry[], reason?: string): Promise<Refused> => {
      const refused: (readonly [Entry, string])[] = []
      for (const part of inParts(entries, AT_ONCE)) {
        const timeEntryIds = part.map(it => it.timeEntryId)
        const { results } = await review.run({
          body: reason === undefined ? { timeEntryIds, decision: 'approve' } : { timeEntryIds, decision: 'reject', reason },
        })
        for (const { timeEntryId, problem } of results) {
          const entry = part.find(it => it.timeEntryId === timeEntryId)
          if (entry && problem) refused.push([entry, problem])
        }
      }
      const done = entries.length - refused.length
      if (done > 0) toast(reason === undefined ? t.review.approved(done) : t.review.rejected(done))
      return refused
    },
    { changes: [ENTRIES] },
  )
}

/** Which entries could not be decided on, and why. */
function StillWaiting({ refused }: { refused: Refused }) {
  const t = useTexts()
  return (
    <Notice tone="warn" title={t.review.refused(refused.length)}>
      <ul>
        {refused.map(([{ timeEntryId, userName, projectName, date }, code]) => (
          <li key={timeEntryId}>
            <bdi>{userName ?? t.review.unnamed}</bdi>, <bdi>{projectName}</bdi>, {dayShort(date)}:{' '}
            {problemText(code.replace(/^\w+_not_found$/, 'not_found')) ?? code}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function OfPerson({
  group: { name, week, minutes, entries, key },
  timeZone,
  oneself,
  may,
  busy,
  onApprove,
  onApproveAll,
  onReject,
}: {
  group: Group
  timeZone: string
  oneself: boolean
  may: boolean
  busy: boolean
  onApprove: (entry: Entry) => void
  onApproveAll: () => void
  onReject: (asked: Asked) => void
}) {
  const t = useTexts()
  const who = name ?? t.review.unnamed
  const of = t.review.group(who, weekText(week))
  return (
    <section className="card stack" aria-labelledby={key.replace(' ', '-')}>
      <header className="section-head">
        <div>
          <h2 id={key.replace(' ', '-')}>
            <bdi>{who}</bdi>
            {oneself && ` (${t.review.oneself})`}
          </h2>
          <p className="soft">{weekText(week)}</p>
        </div>
        <strong className="big">{hours(minutes)}</strong>
      </header>
      <div className="week-entries">
        <Table
          caption={of}
          keyOf={entry => entry.timeEntryId}
          rows={entries}
          columns={[
            { id: 'day', title: t.day, cell: entry => dayShort(entry.date) },
            {
              id: 'project',
              title: t.project,
              cell: entry => (
                <span className="week-project">
                  <bdi>{entry.projectName}</bdi>
                  {entry.clientName && (
                    <small className="soft">
                      <bdi>{entry.clientName}</bdi>
                    </small>
                  )}
                </span>
              ),
            },
            { id: 'time', title: t.hours, end: true, cell: entry => <Spent entry={entry} timeZone={timeZone} /> },
            { id: 'note', title: t.note, cell: entry => <Noted entry={entry} /> },
            ...(may
              ? [
                  {
                    id: 'actions',
                    title: t.actions,
                    end: true,
                    cell: (entry: Entry) => {
                      const one = `${who}, ${t.of(entry.projectName ?? '', dayLong(entry.date))}`
                      return (
                        <div className="actions row-actions">
                          <Button kind="quiet" aria-label={t.review.approveOf(one)} onClick={() => onApprove(entry)}>
                            {t.review.approve}
                          </Button>
                          <Button
                            kind="quiet"
                            aria-label={t.review.rejectOf(one)}
                            onClick={() => onReject({ entries: [entry], name: who })}
                          >
                            {t.review.reject}
                          </Button>
                        </div>
                      )
                    },
                  },
                ]
              : []),
          ]}
        />
      </div>
      {may ? (
        <div className="actions">
          <Button kind="primary" busy={busy} aria-label={t.review.approveAllOf(of)} onClick={onApproveAll}>
            {t.review.approveAll}
          </Button>
          <Button aria-label={t.review.rejectAllOf(of)} onClick={() => onReject({ entries, name: who })}>
            {t.review.rejectAll}
          </Button>
        </div>
      ) : (
        <p className="soft">{t.review.notOwn}</p>
      )}
    </section>
  )
}

/** Asks for the reason, which the person gets by mail. One entry is rejected as it was read; several are rejected as they are. */
function Reject({ entries, name, onRefused, onClose }: Asked & { onRefused: (refused: Refused) => void; onClose: () => void }) {
  const t = useTexts()
  const many = useReview()
  const one = useAction('POST /time-entries/{timeEntryId}/reject', { changes: [ENTRIES], said: () => t.review.rejected(1) })
  const form = useForm(
    { reason: '' },
    {
      limits: ReasonedTimeEntryRequest,
      submit: async values => {
        const reason = values.reason.trim()
        const [entry] = entries
        onRefused([])
        if (entry && entries.length === 1)
          await one.run({ path: { timeEntryId: entry.timeEntryId }, version: entry.version, body: { reason } })
        else onRefused(await many.run(entries, reason))
        onClose()
      },
    },
  )
  return (
    <Dialog title={t.review.rejectAsk(entries.length)} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p dir="auto">{name}</p>
        <TextArea label={t.review.why} hint={t.review.whyHint} rows={3} {...form.field('reason')} />
        <FormActions action={t.review.reject} kind="danger" busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
