import { useEffect, useRef, useState } from 'react'
import { Confirm } from '../ui'
import { useTexts } from './texts'

/** While there are unsaved changes, links and the sign-out button ask for confirmation, and so does the browser before closing the page. */
export function Guard({ unsaved }: { unsaved: boolean }) {
  const t = useTexts()
  const [to, setTo] = useState<HTMLElement | null>(null)
  /** Called when the user confirms leaving. */
  const leaving = useRef(false)
  useEffect(() => {
    leaving.current = false
    if (!unsaved) return
    const onUnload = (event: BeforeUnloadEvent) => leaving.current || event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const way = event.target instanceof Element ? event.target.closest<HTMLElement>('a, [data-signs-out]') : null
      if (!way || leaving.current) return
      if (way instanceof HTMLAnchorElement && (way.target || way.download || way.getAttribute('href')?.startsWith('#'))) return
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      setTo(way)
    }
    addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, true)
    return () => {
      removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [unsaved])
  if (to === null) return null
  const leave = async () => {
    leaving.current = true
    to.click()
  }
  return (
    <Confirm title={t.unsaved.title} action={t.unsaved.leave} danger={false} onConfirm={leave} onClose={() => setTo(null)}>
      <p>{to instanceof HTMLAnchorElement ? t.unsaved.text : t.unsaved.signOut}</p>
    </Confirm>
  )
}
