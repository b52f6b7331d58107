import { useLayoutEffect, useState } from 'react'
import { Confirm } from '../ui'
import { positionOf, setGate, type Way } from './leave'
import { useTexts } from './texts'

/**
 * While there are unsaved changes, every way out asks for confirmation: links, navigation by code, signing out, Back and Forward, and by
 * the browser's own question closing the page.
 */
export function Guard({ unsaved }: { unsaved: boolean }) {
  const t = useTexts()
  const [asked, setAsked] = useState<{ way: Way; signsOut: boolean } | null>(null)
  useLayoutEffect(() => {
    if (!unsaved) return
    const here = positionOf(history.state)
    let undoing = false
    const stop = () => {
      setGate(null)
      removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
    }
    const wanted = (way: Way, signsOut = false) =>
      setAsked({
        signsOut,
        way: () => {
          stop()
          way()
        },
      })
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    // The address has already changed: go back to it before the router sees it, and ask.
    const onBack = (event: PopStateEvent) => {
      const steps = positionOf(event.state) - here
      if (steps === 0 && !undoing) return
      event.stopImmediatePropagation()
      if (undoing) {
        undoing = false
        return
      }
      undoing = true
      history.go(-steps)
      wanted(() => history.go(steps))
    }
    // Links to other parts of the site load another document; the router does not see them.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target || link.download || /^\/console(\/|$)/.test(link.pathname) || link.getAttribute('href')?.startsWith('#'))
        return
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      wanted(() => location.assign(link.href))
    }
    setGate({ ask: wanted, onBack })
    addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, true)
    return stop
  }, [unsaved])
  if (!asked) return null
  return (
    <Confirm
      title={t.unsaved.title}
      action={t.unsaved.leave}
      danger={false}
      onConfirm={async () => asked.way()}
      onClose={() => setAsked(null)}
    >
      <p>{asked.signsOut ? t.unsaved.signOut : t.unsaved.text}</p>
    </Confirm>
  )
}
