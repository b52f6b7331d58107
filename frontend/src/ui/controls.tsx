import {
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { Link } from 'wouter'
import { Icon, type IconName } from './icon'
import { useCommonTexts } from './texts'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
  icon?: IconName
  /** Being done: says so, and cannot be pressed twice. */
  busy?: boolean
}

export const Button = ({
  kind = 'plain',
  icon,
  busy = false,
  type = 'button',
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps) => (
  // Not disabled while busy: the focus would be lost.
  <button
    {...rest}
    type={type}
    className={`button ${kind} ${className}`}
    aria-busy={busy}
    aria-disabled={busy || undefined}
    onClick={busy ? stop : onClick}
  >
    {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
    {children}
  </button>
)

const stop = (event: { preventDefault(): void }) => event.preventDefault()

/** Looks like a button and goes to a page of this part of the site. */
export const LinkButton = ({
  kind = 'plain',
  icon,
  href,
  children,
}: {
  kind?: ButtonKind
  icon?: IconName
  href: string
  children: ReactNode
}) => (
  <Link href={href} className={`button ${kind}`}>
    {icon && <Icon name={icon} />}
    {children}
  </Link>
)

interface Labelled {
  label: string
  /** Said under the label, before anything is wrong. */
  hint?: ReactNode
  /** Said in place of the hint; announced with the field. */
  error?: string
  /** Only the label's absence is visible: for a search field with an icon. */
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
          <Icon name="alert" />
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
      <input type="text" {...input} {...tied} onChange={event => onChange(event.currentTarget.value, { target: event.currentTarget })} />
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
      <textarea rows={4} {...area} {...tied} onChange={event => onChange(event.currentTarget.value, { target: event.currentTarget })} />
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
