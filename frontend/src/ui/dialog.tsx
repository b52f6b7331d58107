import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { asProblem, type Problem } from '../problem'
import { Button } from './button'
import { Failure } from './feedback'
import { Icon } from './icon'
import { crossIcon } from './icons/house'
import { useCommonTexts } from './texts'
import './dialog.css'

/**
 * A modal dialog, open while rendered: Escape, the close button and the backdrop call `onClose`. The focus returns to where it was. While
 * `busy`, the dialog cannot be closed, because it will show the result.
 */
export function Dialog({
  title,
  busy = false,
  onClose,
  children,
  footer,
}: {
  title: string
  busy?: boolean
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
}) {
  const close = () => {
    if (!busy) onClose()
  }
  const dialog = useRef<HTMLDialogElement>(null)
  // A drag that selects text may end on the backdrop; only a press that also started there closes the dialog.
  const pressed = useRef<EventTarget | null>(null)
  const id = useId()
  const t = useCommonTexts()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (!element?.open) element?.showModal()
    return () => {
      element?.close()
      giveBack(before)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard equivalent of clicking the backdrop
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        close()
      }}
      onPointerDown={event => {
        pressed.current = event.target
      }}
      onClick={event => event.target === dialog.current && pressed.current === dialog.current && close()}
    >
      <div className="dialog-body">
        <header>
          <h2 id={id} dir="auto">
            {title}
          </h2>
          <button type="button" className="icon-button" aria-label={t.close} onClick={close}>
            <Icon of={crossIcon} />
          </button>
        </header>
        {children}
        {footer && <footer className="actions">{footer}</footer>}
      </div>
    </dialog>
  )
}

const settleTime = 5_000

/** Restores the focus. If the opener is gone or disappears shortly after the update, focuses the heading instead. */
function giveBack(before: Element | null) {
  const focus = (element: Element | null) => element instanceof HTMLElement && element.focus({ preventScroll: true })
  if (!before?.isConnected) return focus(document.querySelector('h1'))
  focus(before)
  const watch = new MutationObserver(() => {
    if (before.isConnected) return
    watch.disconnect()
    if (document.activeElement === document.body) focus(document.querySelector('h1'))
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), settleTime)
}

interface ConfirmProps {
  title: string
  children: ReactNode
  /** What the button does, as a verb: "Cancel registration". */
  action: string
  danger?: boolean
  onConfirm: () => Promise<unknown>
  onClose: () => void
}

/** A confirmation dialog for an irreversible action. Errors are shown inside. */
export function Confirm({ title, children, action, danger = true, onConfirm, onClose }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const t = useCommonTexts()
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      busy={busy}
      onClose={onClose}
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t.back}
          </Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {problem && <Failure problem={problem} />}
    </Dialog>
  )
}
