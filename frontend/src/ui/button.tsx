import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import { type Drawing, Icon } from './icon'
import './button.css'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
  icon?: Drawing
  /** Shows progress and ignores further presses. */
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
  // `aria-disabled` instead of `disabled` while busy, which would lose the focus.
  <button
    {...rest}
    type={type}
    className={`button ${kind} ${className}`}
    aria-busy={busy}
    aria-disabled={busy || undefined}
    onClick={busy ? stop : onClick}
  >
    {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon of={icon} />}
    {children}
  </button>
)

const stop = (event: { preventDefault(): void }) => event.preventDefault()

/** A link styled as a button, to a page of the same part of the site. */
export const LinkButton = ({
  kind = 'plain',
  icon,
  href,
  children,
}: {
  kind?: ButtonKind
  icon?: Drawing
  href: string
  children: ReactNode
}) => (
  <Link href={href} className={`button ${kind}`}>
    {icon && <Icon of={icon} />}
    {children}
  </Link>
)
