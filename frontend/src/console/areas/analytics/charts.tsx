import { useState } from 'react'
import { date, number, numbers } from '../../../i18n/format'
import { SelectField } from '../../../ui'
import { Chart } from '../../Chart'
import { useTexts } from '../texts/analytics'

const noon = (day: string) => `${day}T12:00:00Z`

/** One bar for each day of a range. */
export function DayChart({
  days,
  values,
  ...chart
}: {
  title: string
  what: string
  days: readonly string[]
  values: ReadonlyMap<string, number>
  show?: (value: number) => string
  level?: 'h2' | 'h3'
}) {
  return (
    <Chart
      {...chart}
      bars={days.map(day => ({
        key: day,
        value: values.get(day) ?? 0,
        label: date(noon(day), 'UTC', { day: 'numeric', month: 'short' }),
        title: date(noon(day), 'UTC'),
      }))}
      total={[...values.values()].reduce((sum, value) => sum + value, 0)}
    />
  )
}

/** A Monday, after which the others of its week are named. */
const MONDAY = Date.UTC(2026, 5, 1, 12)
const DAY = 86_400_000

/** Orders by hour of the day, of one day of the week or of all. */
export function HourChart({ hours }: { hours: readonly (readonly number[])[] }) {
  const t = useTexts()
  const [weekday, choose] = useState('')
  const shown = weekday === '' ? hours : hours.slice(Number(weekday), Number(weekday) + 1)
  const perHour = Array.from({ length: 24 }, (_, hour) => shown.reduce((sum, day) => sum + (day[hour] ?? 0), 0))
  const hourOf = (hour: number) => date(new Date(Date.UTC(2026, 5, 1, hour)).toISOString(), 'UTC', { hour: 'numeric' })
  return (
    <Chart
      level="h2"
      title={t.hours}
      what={t.orders}
      bars={perHour.map((value, hour) => ({ key: `${hour}`, value, label: numbers().format(hour), title: hourOf(hour) }))}
      total={perHour.reduce((sum, value) => sum + value, 0)}
      show={number}
      action={
        <SelectField label={t.weekday} value={weekday} onChange={choose}>
          <option value="">{t.everyDay}</option>
          {hours.map((_, day) => {
            const name = new Date(MONDAY + day * DAY).toISOString()
            return (
              <option key={name} value={day}>
                {date(name, 'UTC', { weekday: 'long' })}
              </option>
            )
          })}
        </SelectField>
      }
    />
  )
}
