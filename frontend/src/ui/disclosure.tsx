import type { ReactNode } from 'react'
import './disclosure.css'

/** Shows more on demand, in place. */
export const Disclosure = ({
  title,
  open,
  onToggle,
  children,
}: {
  title: string
  open?: boolean
  onToggle?: (open: boolean) => void
  children: ReactNode
}) => (
  <details className="disclosure" open={open} onToggle={event => onToggle?.(event.currentTarget.open)}>
    <summary>{title}</summary>
    {children}
  </details>
)
