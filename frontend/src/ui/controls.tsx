import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'
import { Icon } from './icon'
import { alertIcon } from './icons/house'
import { useCommonTexts } from './texts'
import './field.css'

interface Labelled {
  label: string
  /** Help text under the label. */
  hint?: ReactNode
  /** Error message under the control; announced with the field. */
  error?: string
  /** Hides the label visually, for example for a search field with an icon; screen readers still get it. */
  hideLabel?: boolean
}

interface Tied {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** Ties a control to its label, its hint and its error. Most pages want {@link TextField}, {@link SelectField} or {@link TextArea}. */
export function Field({
  label,
  hint,
  error,
  hideLabel,
  optional,
  children,
}: Labelled & { optional?: boolean; children: (tied: Tied) => ReactNode }) {
  const id = useId()
  const t = useCommonTexts()
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={`field${error ? ' wrong' : ''}`}>
      <label htmlFor={id} className={hideLabel ? 'unseen' : undefined}>
        {label}
        {optional && <span className="optional"> ({t.optional})</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className="error">
          <Icon of={alertIcon} />
          {error}
        </p>
      )}
    </div>
  )
}

type Typed<T, E> = Omit<T, 'onChange' | 'value' | 'label'> &
  Labelled & { value: string; onChange: (value: string, event: { target: E }) => void }

export const TextField = ({
  label,
  hint,
  error,
  hideLabel,
  onChange,
  ...input
}: Typed<InputHTMLAttributes<HTMLInputElement>, HTMLInputElement>) => (
  <Field label={label} hint={hint} error={error} hideLabel={hideLabel} optional={!hideLabel && !input.required}>
    {tied => (
      <input
        type="text"
        dir="auto"
        {...input}
        {...tied}
        onChange={event => onChange(event.currentTarget.value, { target: event.currentTarget })}
      />
    )}
  </Field>
)

export const TextArea = ({
  label,
  hint,
  error,
  hideLabel,
  onChange,
  ...area
}: Typed<TextareaHTMLAttributes<HTMLTextAreaElement>, HTMLTextAreaElement>) => (
  <Field label={label} hint={hint} error={error} hideLabel={hideLabel} optional={!area.required}>
    {tied => (
      <textarea
        rows={4}
        dir="auto"
        {...area}
        {...tied}
        onChange={event => onChange(event.currentTarget.value, { target: event.currentTarget })}
      />
    )}
  </Field>
)

export const SelectField = ({
  label,
  hint,
  error,
  hideLabel,
  onChange,
  children,
  ...select
}: Typed<SelectHTMLAttributes<HTMLSelectElement>, HTMLSelectElement>) => (
  <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
    {tied => (
      <select {...select} {...tied} onChange={event => onChange(event.currentTarget.value, { target: event.currentTarget })}>
        {children}
      </select>
    )}
  </Field>
)

export function Checkbox({
  label,
  hint,
  checked,
  onChange,
  name,
}: {
  label: ReactNode
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
  name?: string
}) {
  const id = useId()
  return (
    <div className="checkbox">
      <input
        id={id}
        name={name}
        type="checkbox"
        checked={checked}
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
