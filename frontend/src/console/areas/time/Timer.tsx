import { useEffect, useRef, useState } from 'react'
import type { Schemas } from '../../../api/client'
import { serverNow } from '../../../api/client'
import { StartTimerRequest } from '../../../api/limits'
import { time } from '../../../i18n/format'
import { Button, Combobox, Failure, Form, TextField, useForm } from '../../../ui'
import { useAction } from '../../../ui/action'
import { ENTRIES, hours, minutesSince, type Project, STAFF } from '../../time'
import { useTexts } from '../texts/time'

const TICK = 10_000

/** The person's timer: what it counts and how long, or a form that starts it. */
export function Timer({
  org,
  timer,
  projects,
  timeZone,
}: {
  org: string
  timer: Schemas['TimerView'] | null
  projects: readonly Project[]
  timeZone: string
}) {
  const t = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  const runs = timer !== null
  const before = useRef(runs)
  // The button that was pressed is gone: the focus goes to what has taken its place.
  useEffect(() => {
    if (before.current !== runs && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    before.current = runs
  }, [runs])
  return (
    <section className="card stack" aria-labelledby="timer">
      <h2 id="timer" ref={heading} tabIndex={-1}>
        {t.timer.title}
      </h2>
      {timer ? <Running org={org} timer={timer} projects={projects} timeZone={timeZone} /> : <Start projects={projects} />}
    </section>
  )
}

function Running({
  org,
  timer: { projectId, note, startedAt },
  projects,
  timeZone,
}: {
  org: string
  timer: Schemas['TimerView']
  projects: readonly Project[]
  timeZone: string
}) {
  const t = useTexts()
  const minutes = minutesSince(startedAt, useNow())
  const stop = useAction('POST /timer/stop', { changes: [STAFF, ENTRIES], said: entry => t.timer.stopped(hours(entry.minutes)) })
  const project = projects.find(it => it.projectId === projectId)?.name ?? t.timer.elsewhere
  return (
    <>
      <div className="section-head">
        <div>
          <p>
            <strong className="big">{hours(minutes)}</strong> <span className="soft">{t.timer.since(time(startedAt, timeZone))}</span>
          </p>
          <p>
            <bdi>{project}</bdi>
          </p>
          {note && (
            <p className="soft" dir="auto">
              {note}
            </p>
          )}
        </div>
        <Button kind="primary" busy={stop.busy} onClick={() => void stop.press({ body: { organizationId: org } })}>
          {t.timer.stop}
        </Button>
      </div>
      {stop.problem && <Failure problem={stop.problem} />}
    </>
  )
}

function Start({ projects }: { projects: readonly Project[] }) {
  const t = useTexts()
  const start = useAction('POST /timer', { changes: [STAFF], said: () => t.timer.started })
  const only = projects.length === 1 ? projects[0]?.projectId : undefined
  const form = useForm(
    { projectId: only ?? '', note: '' },
    {
      limits: StartTimerRequest,
      submit: async ({ projectId, note }) => {
        await start.run({ body: { projectId, note: note.trim() || null } })
      },
    },
  )
  return (
    <Form form={form} label={t.timer.title}>
      <div className="fields">
        <Combobox
          label={t.project}
          required
          none={t.week.noProject}
          name="projectId"
          value={form.values.projectId}
          error={form.errors.projectId}
          options={projects.map(({ projectId, name, clientName }) => ({ value: projectId, text: name, note: clientName ?? undefined }))}
          onChange={projectId => form.set('projectId', projectId)}
        />
        <TextField label={t.note} {...form.field('note')} />
      </div>
      <div className="actions">
        <Button type="submit" busy={form.busy}>
          {t.timer.start}
        </Button>
      </div>
    </Form>
  )
}

/** The server's time, a few times a minute. */
function useNow(): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), TICK)
    return () => clearInterval(timer)
  }, [])
  return now
}
