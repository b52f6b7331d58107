import type { ReactNode } from 'react'
import { TextField } from '../../../ui'
import { daysIn, rangeOf, today } from '../../range'
import { useFilter } from '../../useFilters'
import { useTexts } from '../texts/analytics'

/** Two fields for the first and the last day of what is shown, which is kept in the address. */
export function RangeFields({ timeZone, children }: { timeZone: string; children: (days: string[]) => ReactNode }) {
  const t = useTexts()
  const [first, setFirst] = useFilter('from')
  const [last, setLast] = useFilter('to')
  const range = rangeOf(first, last, today(timeZone))
  const days = daysIn(range)
  return (
    <>
      <div className="filters">
        <TextField type="date" label={t.range.from} value={range.from} required onChange={setFirst} />
        <TextField type="date" label={t.range.to} value={range.to} required error={days ? undefined : t.range.wrong} onChange={setLast} />
      </div>
      {days && children(days)}
    </>
  )
}
