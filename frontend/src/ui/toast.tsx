import { useSyncExternalStore } from 'react'
import { listeners } from '../listeners'
import { Icon } from './icon'
import { alertIcon, checkIcon } from './icons/house'
import './toast.css'

interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad' | 'neutral'
}

const SHOWN = 8_000
const MOST = 3
let toasts: readonly Toast[] = []
let spoken = ''
let next = 1
const { tell, listen } = listeners()

/** Shows a brief confirmation. Important messages belong in the page: {@link Notice}. */
export function toast(text: string, tone: Toast['tone'] = 'good') {
  const id = next++
  change(() => {
    toasts = [...toasts, { id, text, tone }].slice(-MOST)
  })
  setTimeout(
    () =>
      change(() => {
        toasts = toasts.filter(other => other.id !== id)
      }),
    SHOWN,
  )
}

/** Announces something to screen readers only, such as the number of results or the time left. Use sparingly. */
export function announce(text: string) {
  change(() => {
    spoken = text
  })
}

/** Both live regions. Rendered from the start, because a region that is added together with its text is not announced. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => toasts)
  const said = useSyncExternalStore(listen, () => spoken)
  return (
    <>
      <div className="toasts" role="status">
        {shown.map(({ id, text, tone }) => (
          <p key={id} className={`toast ${tone}`}>
            <Icon of={tone === 'bad' ? alertIcon : checkIcon} />
            {text}
          </p>
        ))}
      </div>
      <div className="unseen" role="status">
        {said}
      </div>
    </>
  )
}

function change(what: () => void) {
  what()
  tell()
}
