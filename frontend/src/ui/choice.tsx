import { type ReactNode, useId } from 'react'
import './choice.css'

export interface Choice<T extends string> {
  value: T
  text: ReactNode
  /** A second line of a card. */
  note?: ReactNode
}

/** One of a few, all of them visible: radio buttons, as pills in a row or, with notes, as cards. Arrow keys choose. */
export function ChoiceField<T extends string>({
  label,
  hideLabel,
  look = 'pills',
  name,
  value,
  choices,
  onChange,
}: {
  label: string
  hideLabel?: boolean
  look?: 'pills' | 'cards'
  name?: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}) {
  const id = useId()
  return (
    <fieldset className={`choice-field ${look}`}>
      <legend className={hideLabel ? 'unseen' : undefined}>{label}</legend>
      {choices.map(({ value: other, text, note }) => (
        <label key={other} className="choice">
          <input type="radio" name={name ?? id} value={other} checked={other === value} onChange={() => onChange(other)} />
          <span>{text}</span>
          {note && <small>{note}</small>}
        </label>
      ))}
    </fieldset>
  )
}
