import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon, type IconName } from './icon'

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
