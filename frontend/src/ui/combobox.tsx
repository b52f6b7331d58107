import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Field } from './controls'
import { matches } from './matches'
import { announce } from './toast'
import './combobox.css'

export interface Option {
  value: string
  text: string
  /** A second line, such as a person's e-mail address. */
  note?: string
}

/** More are not shown: typing goes faster than scrolling. */
const MOST = 50

/**
 * A field that chooses one of many: time zones, countries, people, events. Typing narrows the list, arrow keys move in it, Enter or a press
 * chooses, Escape closes it and then empties the field. With `onSearch` the caller narrows the options, otherwise the field does.
 */
export function Combobox({
  label,
  hint,
  error,
  name,
  value,
  options,
  required,
  disabled,
  none,
  onChange,
  onSearch,
}: {
  label: string
  hint?: ReactNode
  error?: string
  name?: string
  /** Of the chosen option; empty for none. */
  value: string
  options: readonly Option[]
  required?: boolean
  disabled?: boolean
  /** Shown when nothing fits. */
  none: string
  onChange: (value: string) => void
  onSearch?: (text: string) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const chosen = options.find(option => option.value === value)
  /** What is typed; null while the field shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const shown = (typed && !onSearch ? options.filter(option => matches(typed, option.text, option.note)) : options).slice(0, MOST)
  const active = open ? shown[at] : undefined

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' })
    if (open && typed !== null) announce(shown.length === 0 ? none : '')
  })

  const show = () => {
    if (open || disabled) return
    setAt(Math.max(0, shown.indexOf(chosen as Option)))
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  const choose = (option: Option) => {
    close()
    if (option.value !== value) onChange(option.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (open && shown.length > 0) setAt((at + step + shown.length) % shown.length)
      else show()
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      if (active) choose(active)
    } else if (event.key === 'Escape' && (open || value)) {
      // A dialog around the field stays open.
      event.preventDefault()
      event.stopPropagation()
      if (!open && !required) onChange('')
      close()
    }
  }
  return (
    <Field label={label} hint={hint} error={error} optional={!required}>
      {tied => (
        <div className="combobox">
          <input
            {...tied}
            type="text"
            role="combobox"
            name={name}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            required={required}
            disabled={disabled}
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-activedescendant={active && `${id}-${active.value}`}
            value={typed ?? chosen?.text ?? value}
            onChange={event => {
              setTyped(event.currentTarget.value)
              onSearch?.(event.currentTarget.value)
              setAt(0)
              setOpen(true)
            }}
            onClick={show}
            onKeyDown={onKeyDown}
            onBlur={() => {
              // What is typed in full counts, without a press; an emptied field is empty.
              const only = shown.length === 1 ? shown[0] : shown.find(option => option.text === typed)
              if (typed === '' && !required) onChange('')
              else if (typed && only) choose(only)
              close()
            }}
          />
          {open && (
            <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="combobox-list">
              {shown.map((option, i) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and handles the keys
                <div
                  key={option.value}
                  role="option"
                  id={`${id}-${option.value}`}
                  tabIndex={-1}
                  aria-selected={i === at}
                  className="combobox-option"
                  onPointerDown={event => event.preventDefault()}
                  onClick={() => choose(option)}
                >
                  <bdi>{option.text}</bdi>
                  {option.note && <small>{option.note}</small>}
                </div>
              ))}
              {shown.length === 0 && (
                <div className="combobox-none" role="option" aria-disabled="true" aria-selected="false" tabIndex={-1}>
                  {none}
                </div>
              )}
            </div>
          )}
        </div>
      )}
    </Field>
  )
}
