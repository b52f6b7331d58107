import './tokens.css'
import './base.css'
import type { ReactNode } from 'react'
import { render } from 'react-dom'
import { config } from '../config'
import { applyAppearance } from './appearance'
import { Boundary } from './boundary'
import { loadCommonTexts } from './texts'
import { Toasts } from './toast'

/** Takes over the session of another tab, if there is one. Without its code the page begins signed out, as a single tab does. */
const joinSession = () => import('../auth/tabs').then(({ shareSession }) => shareSession()).catch(() => undefined)

/** Renders one part of the site after loading its texts. */
export async function start(app: ReactNode, loadTexts: () => Promise<void>) {
  applyAppearance()
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no #app.')
  void config().catch(() => undefined)
  await Promise.all([loadCommonTexts(), loadTexts(), joinSession()])
  render(
    <Boundary>
      {app}
      <Toasts />
    </Boundary>,
    root,
  )
}
