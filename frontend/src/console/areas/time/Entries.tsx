import { useState } from 'react'
import { UpdateTimeEntryRequest } from '../../../api/limits'
import { dates } from '../../../i18n/format'
import { Button, Confirm, Dialog, Failure, Form, FormActions, Table, TextArea, TextField, useCommonTexts, useForm } from '../../../ui'
import { useAction } from '../../../ui/action'
import { ENTRIES, type Entry, hours, inOrder, minutesOf } from '../../time'
import { useTexts } from '../texts/time'
import { dayLong, dayShort } from './days'
import { EntryBadge } from './EntryBadge'

const changes = [ENTRIES] as const

/** The single entries of a week, with their notes and what was said about them. */
export function Entries({ entries, timeZone }: { entries: readonly Entry[]; timeZone: string }) {
  const t = useTexts()
  const [asked, setAsked] = useState<{ entry: Entry; act: 'edit' | 'remove' } | null>(null)
  const submit = useAction('POST /time-entries/{timeEntryId}/submit', { changes, said: () => t.entries.submitted })
  const withdraw = useAction('POST /time-entries/{timeEntryId}/withdraw', { changes, said: () => t.entries.withdrawn })
  const problem = submit.problem ?? withdraw.problem
  const close = () => setAsked(null)
  if (entries.length === 0) return null
  return (
    <section className="stack">
      <h2>{t.entries.title}</h2>
      {problem && <Failure problem={problem} />}
      <div className="week-entries">
        <Table
          caption={t.entries.title}
          keyOf={entry => entry.timeEntryId}
          rows={inOrder(entries)}
          columns={[
            { id: 'day', title: t.day, cell: entry => dayShort(entry.date) },
            { id: 'project', title: t.project, cell: entry => <bdi>{entry.projectName}</bdi> },
            { id: 'time', title: t.hours, end: true, cell: entry => <Spent entry={entry} timeZone={timeZone} /> },
            { id: 'note', title: t.note, cell: entry => <Noted entry={entry} /> },
            { id: 'status', title: t.status, cell: entry => <EntryBadge status={entry.status} /> },
            {
              id: 'actions',
              title: t.actions,
              end: true,
              cell: entry => {
                const of = t.of(entry.projectName ?? '', dayLong(entry.date))
                const call = { path: { timeEntryId: entry.timeEntryId }, version: entry.version }
                if (entry.status === 'submitted' && entry.locked !== 'period_closed')
                  return (
                    <div className="actions row-actions">
                      <Button kind="quiet" aria-label={t.entries.withdrawOf(of)} onClick={() => void withdraw.press(call)}>
                        {t.entries.withdraw}
                      </Button>
                    </div>
                  )
                if (entry.locked !== null) return null
                return (
                  <div className="actions row-actions">
                    <Button kind="quiet" aria-label={t.entries.editOf(of)} onClick={() => setAsked({ entry, act: 'edit' })}>
                      {t.entries.edit}
                    </Button>
                    <Button kind="quiet" aria-label={t.entries.submitOf(of)} onClick={() => void submit.press(call)}>
                      {t.entries.submit}
                    </Button>
                    <Button kind="quiet" aria-label={t.entries.removeOf(of)} onClick={() => setAsked({ entry, act: 'remove' })}>
                      {t.entries.remove}
                    </Button>
                  </div>
                )
              },
            },
          ]}
        />
      </div>
      {asked?.act === 'edit' && <Edit entry={asked.entry} onClose={close} />}
      {asked?.act === 'remove' && <Remove entry={asked.entry} onClose={close} />}
    </section>
  )
}

/** The time of an entry; where it was timed, also from when to when. */
export function Spent({ entry: { minutes, startedAt, endedAt }, timeZone }: { entry: Entry; timeZone: string }) {
  if (!startedAt || !endedAt) return <>{hours(minutes)}</>
  const clock = dates({ hour: 'numeric', minute: '2-digit', timeZone })
  return (
    <span className="week-fixed">
      {hours(minutes)}
      <small className="soft">{clock.formatRange(new Date(startedAt), new Date(endedAt))}</small>
    </span>
  )
}

/** What the person noted, and what whoever reviewed it said. */
export function Noted({ entry: { note, reason } }: { entry: Entry }) {
  const t = useTexts()
  if (!note && !reason) return <>–</>
  return (
    <span className="week-project">
      {note && <bdi>{note}</bdi>}
      {reason && <small>{t.reason(reason)}</small>}
    </span>
  )
}

function Edit({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useTexts()
  const { save } = useCommonTexts()
  const update = useAction('PATCH /time-entries/{timeEntryId}', { changes, said: () => t.entries.saved })
  const form = useForm(
    { minutes: hours(entry.minutes), note: entry.note ?? '' },
    {
      limits: { note: UpdateTimeEntryRequest.note },
      check: ({ minutes }) => ({ minutes: !minutesOf(minutes) && t.wrong }),
      submit: async values => {
        const minutes = minutesOf(values.minutes) ?? 0
        const note = values.note.trim() || null
        // Minutes clear the start and the end of what was timed: they are sent only if they change.
        const body = { ...(minutes !== entry.minutes && { minutes }), ...(note !== entry.note && { note }) }
        if (Object.keys(body).length > 0) await update.run({ path: { timeEntryId: entry.timeEntryId }, version: entry.version, body })
        onClose()
      },
    },
  )
  return (
    <Dialog title={t.of(entry.projectName ?? '', dayLong(entry.date))} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        {entry.reason && <p>{t.reason(entry.reason)}</p>}
        <TextField label={t.hours} required autoComplete="off" {...form.field('minutes')} />
        <TextArea label={t.note} {...form.field('note')} />
        <FormActions action={save} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

function Remove({ entry: { timeEntryId, minutes }, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useTexts()
  const remove = useAction('DELETE /time-entries/{timeEntryId}', { changes, said: () => t.entries.removed })
  return (
    <Confirm
      title={t.entries.removeAsk}
      action={t.entries.remove}
      onConfirm={() => remove.run({ path: { timeEntryId } })}
      onClose={onClose}
    >
      <p>{t.entries.removeText(hours(minutes))}</p>
    </Confirm>
  )
}
