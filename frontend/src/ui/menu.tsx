import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { type Drawing, Icon } from './icon'
import './menu.css'

export interface MenuItem {
  text: string
  icon?: Drawing
  /** A page of the same part of the site; with `elsewhere`, of another one. */
  href?: string
  elsewhere?: boolean
  onSelect?: () => void
  danger?: boolean
  disabled?: boolean
  /** The page that is shown, or the one that is chosen. */
  current?: boolean
}

/**
 * A button that opens a menu of actions and links. The browser's popover closes it by Escape and by a press outside, and gives the focus
 * back; arrow keys, Home, End and the first letter move the focus inside. Selecting an item closes it.
 */
export function Menu({
  label,
  trigger,
  head,
  current,
  items,
}: {
  /** What the button says to screen readers, and the name of the menu. */
  label: string
  trigger: ReactNode
  /** A line above the items, such as who is signed in. */
  head?: ReactNode
  /** Whether the page that is shown is one of the items. */
  current?: boolean
  items: readonly MenuItem[]
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const element = menu.current
    const onToggle = (event: Event) => {
      const opened = (event as ToggleEvent).newState === 'open'
      setOpen(opened)
      if (!opened || !element || !button.current) return
      place(element, button.current)
      entries(element)[0]?.focus()
    }
    element?.addEventListener('toggle', onToggle)
    return () => element?.removeEventListener('toggle', onToggle)
  }, [])
  const close = () => menu.current?.hidePopover?.()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return close()
    const all = entries(menu.current)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = next(event.key, at, all)
    if (to === undefined) return
    event.preventDefault()
    to.focus()
  }
  return (
    <div className="menu">
      <button
        ref={button}
        type="button"
        className="menu-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        aria-current={current || undefined}
        popoverTarget={id}
      >
        {trigger}
      </button>
      <div ref={menu} id={id} className="menu-list" popover="auto">
        {head && <div className="menu-head">{head}</div>}
        <div role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {items.map(item => (
            <Item
              key={item.href ?? item.text}
              item={item}
              onSelect={() => {
                close()
                item.onSelect?.()
              }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function Item({ item: { text, icon, href, elsewhere, danger, disabled, current }, onSelect }: { item: MenuItem; onSelect: () => void }) {
  const inside = (
    <>
      {icon && <Icon of={icon} />}
      {text}
    </>
  )
  const props = {
    role: 'menuitem',
    tabIndex: -1,
    className: danger ? 'menu-item danger' : 'menu-item',
    'aria-current': current || undefined,
    onClick: onSelect,
  } as const
  if (href === undefined)
    return (
      <button {...props} type="button" aria-disabled={disabled || undefined} onClick={disabled ? undefined : onSelect}>
        {inside}
      </button>
    )
  return elsewhere ? (
    <a {...props} href={href}>
      {inside}
    </a>
  ) : (
    <Link {...props} href={href}>
      {inside}
    </Link>
  )
}

const entries = (menu: Element | null): HTMLElement[] => [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]

function next(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  if (key === 'ArrowDown') return all[(at + 1) % all.length]
  if (key === 'ArrowUp') return all.at(at - 1)
  if (key.length !== 1 || key === ' ') return undefined
  const letter = key.toLowerCase()
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(item => item.textContent?.trim().toLowerCase().startsWith(letter))
}

const GAP = 6
const MARGIN = 8

/** Under the button, flush with its end; above it where there is no room below. */
function place(menu: HTMLElement, button: HTMLElement) {
  const from = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const rtl = getComputedStyle(button).direction === 'rtl'
  const left = rtl ? from.left : from.right - width
  const below = from.bottom + GAP
  menu.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`
  menu.style.top = `${below + height > innerHeight - MARGIN && from.top - GAP - height > 0 ? from.top - GAP - height : below}px`
}
