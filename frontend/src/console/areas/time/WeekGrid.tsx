import { useEffect, useRef, useState } from 'react'
import { announce, type Column, Table, TextField } from '../../../ui'
import { type Cell, hours, type Line, minutesOf } from '../../time'
import { useTexts } from '../texts/time'
import { dayLong, dayTitle } from './days'
import { EntryBadge } from './EntryBadge'
import './time.css'

/** What the fields of a week do. */
export interface Saving {
  /** Makes the time of a cell what was typed; rejects when it is refused, after saying why. */
  save: (projectId: string, day: string, minutes: number) => Promise<void>
  /** Says whether a field shows something that could not be saved. */
  mark: (field: string, wrong: boolean) => void
}

/** The first field of a project, where somebody begins who has added it. */
export const fieldsOf = (projectId: string): string => `time-${projectId}`

/** A week: a row for each project, a column for each day, and sums. On narrow screens each project is a card with a line for each day. */
export function WeekGrid({
  caption,
  days,
  lines,
  saving,
}: {
  caption: string
  days: readonly string[]
  lines: readonly Line[]
  saving: Saving
}) {
  const t = useTexts()
  const total = (cells: readonly (number | undefined)[]) => cells.reduce<number>((all, minutes) => all + (minutes ?? 0), 0)
  const columns: Column<Line | null>[] = [
    {
      id: 'project',
      title: t.project,
      cell: line =>
        line === null ? (
          <strong>{t.total}</strong>
        ) : (
          <span className="week-project">
            <bdi>{line.name}</bdi>
            {line.clientName && (
              <small className="soft">
                <bdi>{line.clientName}</bdi>
              </small>
            )}
          </span>
        ),
    },
    ...days.map((day, i) => ({
      id: day,
      title: dayTitle(day),
      end: true,
      cell: (line: Line | null) => {
        if (line === null) return hours(total(lines.map(({ cells }) => cells[i]?.minutes)))
        const cell = line.cells[i]
        return cell && <Time line={line} cell={cell} saving={saving} />
      },
    })),
    {
      id: 'total',
      title: t.total,
      end: true,
      cell: line => <strong>{hours(line === null ? total(lines.map(({ minutes }) => minutes)) : line.minutes)}</strong>,
    },
  ]
  return (
    <div className="week-grid">
      <Table caption={caption} columns={columns} rows={[...lines, null]} keyOf={line => line?.projectId ?? 'total'} />
    </div>
  )
}

function Time({ line, cell, saving }: { line: Line; cell: Cell; saving: Saving }) {
  if (cell.editable) return <TimeField line={line} cell={cell} saving={saving} />
  // A day without time, on which none can be entered, is empty: on narrow screens it has no line.
  if (!cell.status) return null
  return (
    <span className="week-fixed">
      {hours(cell.minutes)}
      <EntryBadge status={cell.status} />
    </span>
  )
}

function TimeField({ line: { projectId, name }, cell: { day, minutes, status }, saving }: { line: Line; cell: Cell; saving: Saving }) {
  const t = useTexts()
  /** What is typed; null while the field shows what is stored. */
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string>()
  /** The same at once, because a field may be left before it is rendered again. */
  const latest = useRef(typed)
  const field = `${projectId} ${day}`
  const { mark } = saving
  // biome-ignore lint/correctness/useExhaustiveDependencies: a field that is gone has nothing that is not saved
  useEffect(() => () => mark(field, false), [field])

  const type = (text: string | null) => {
    latest.current = text
    setTyped(text)
    say(undefined)
  }
  const say = (what: string | undefined) => {
    setWrong(what)
    mark(field, what !== undefined)
  }
  const save = async () => {
    const text = latest.current
    if (text === null) return
    const wanted = minutesOf(text)
    if (wanted === null) return say(t.wrong)
    try {
      await saving.save(projectId, day, wanted)
      if (wanted !== minutes) announce(t.week.saved(hours(wanted)))
      // What was typed meanwhile stays.
      if (latest.current === text) type(null)
    } catch {
      // There is no room for the reason in a column: it is above the week.
      if (latest.current === text) say(t.refused)
    }
  }
  return (
    <div className="week-cell">
      <TextField
        hideLabel
        label={t.of(name, dayLong(day))}
        name={fieldsOf(projectId)}
        error={wrong}
        autoComplete="off"
        placeholder="–"
        value={typed ?? (minutes === 0 ? '' : hours(minutes))}
        onChange={type}
        onBlur={() => void save()}
        onKeyDown={event => {
          if (event.key === 'Enter') void save()
          if (event.key === 'Escape' && latest.current !== null) type(null)
        }}
      />
      {status === 'rejected' && <EntryBadge status={status} />}
    </div>
  )
}
