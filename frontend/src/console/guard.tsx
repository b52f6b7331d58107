import { useEffect, useState } from 'react'
import { useLocation, useRouter } from 'wouter'
import { Confirm } from '../ui'
import { useTexts } from './texts'

/** While there is something unsaved, links ask before they leave, and so does the browser before it closes the page. */
export function Guard({ unsaved }: { unsaved: boolean }) {
  const t = useTexts()
  const { base } = useRouter()
  const [, go] = useLocation()
  const [to, setTo] = useState<string | null>(null)
  useEffect(() => {
    if (!unsaved) return
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#')) return
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      setTo(link.href)
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
    const { origin, pathname, search } = new URL(to)
    if (origin === location.origin && pathname.startsWith(base)) go(`${pathname.slice(base.length) || '/'}${search}`)
    else location.assign(to)
  }
  return (
    <Confirm title={t.unsaved.title} action={t.unsaved.leave} danger={false} onConfirm={leave} onClose={() => setTo(null)}>
      <p>{t.unsaved.text}</p>
    </Confirm>
  )
}
