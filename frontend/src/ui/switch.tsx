import { type ReactNode, useId } from 'react'
import './switch.css'

/** Turns something on or off at once, without a button to save it. In a form that is submitted, use a checkbox. */
export function Switch({ label, hint, on, onChange }: { label: ReactNode; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
