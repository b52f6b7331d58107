import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import './tabs.css'

export interface Tab {
  id: string
  title: ReactNode
  panel: () => ReactNode
}

/** Tabs with arrow keys, Home and End. The caller holds the selection: keep it in the URL. */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
}: {
  label: string
  tabs: readonly Tab[]
  selected: string
  onSelect: (id: string) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = tabs.find(tab => tab.id === selected) ?? tabs[0]
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(tab => tab.id === current?.id)
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : event.key === forward
            ? at + 1
            : /^Arrow(Left|Right)$/.test(event.key)
              ? at - 1
              : null
    if (to === null) return
    event.preventDefault()
    const index = (to + tabs.length) % tabs.length
    onSelect(tabs[index]?.id ?? '')
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }
  return (
    <div className="tabs">
      <div ref={list} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-controls={`${id}-panel`}
            aria-selected={tab === current}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current?.id}`}>
        {current?.panel()}
      </div>
    </div>
  )
}
