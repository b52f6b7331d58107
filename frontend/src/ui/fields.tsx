import type { ComponentProps } from 'react'
import { TextField } from './controls'

type Text = Omit<ComponentProps<typeof TextField>, 'type' | 'inputMode'>

/** A whole number. */
export const CountField = (field: Text) => <TextField min={0} {...field} type="number" inputMode="numeric" />

/** An amount as typed, with a point or a comma; `currency` is said in the label. */
export const MoneyField = ({ currency, label, ...field }: Text & { currency?: string }) => (
  <TextField placeholder="0" {...field} label={currency ? `${label} (${currency.toUpperCase()})` : label} inputMode="decimal" />
)

/** A date and a time on the clocks of a place; the form names the time zone beside it. */
export const MomentField = (field: Text) => <TextField {...field} type="datetime-local" />
