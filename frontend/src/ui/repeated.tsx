import { type ReactNode, useRef } from 'react'
import { Button } from './button'
import { plusIcon } from './icons/more'
import { trashIcon } from './icons/work'
import './repeated.css'

/**
 * Several of the same fields, one after another: adds and removes them. The focus goes to the first field of a new one, and after a removal
 * to the one before it.
 */
export function Repeated<T>({
  items,
  least = 0,
  most,
  nameOf,
  add,
  remove,
  make,
  onChange,
  children,
}: {
  items: readonly T[]
  least?: number
  most: number
  nameOf: (item: T, at: number) => string
  /** What the button says. */
  add: string
  remove: (name: string) => string
  make: () => T
  onChange: (items: T[]) => void
  children: (item: T, at: number) => ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const focus = (at: number) =>
    setTimeout(() => {
      const group = box.current?.querySelectorAll(':scope > fieldset')[at]
      group?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    })
  return (
    <div ref={box} className="repeated">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the API identifies them by position
        <fieldset key={at} className="repeated-item">
          <legend className="unseen">{nameOf(item, at)}</legend>
          {children(item, at)}
          {items.length > least && (
            <Button
              kind="quiet"
              icon={trashIcon}
              onClick={() => {
                onChange(items.filter((_, other) => other !== at))
                focus(Math.max(0, at - 1))
              }}
            >
              {remove(nameOf(item, at))}
            </Button>
          )}
        </fieldset>
      ))}
      {items.length < most && (
        <Button
          icon={plusIcon}
          onClick={() => {
            onChange([...items, make()])
            focus(items.length)
          }}
        >
          {add}
        </Button>
      )}
    </div>
  )
}
