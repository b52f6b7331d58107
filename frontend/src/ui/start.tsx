import { Component, type ReactNode } from 'react'
import { render } from 'react-dom'
import { asProblem } from '../api/problem'
import { config } from '../config'
import { applyAppearance } from './appearance'
import { Failure } from './feedback'
import { loadCommonTexts } from './texts'
import { Toasts } from './toast'
import './ui.css'

/** Shows one part of the site once its texts are there. */
export async function start(app: ReactNode, loadTexts: () => Promise<void>) {
  applyAppearance()
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no #app.')
  void config().catch(() => undefined)
  await Promise.all([loadCommonTexts(), loadTexts()])
  render(
    <Boundary>
      {app}
      <Toasts />
    </Boundary>,
    root,
  )
}

/** What is left when a page breaks, or when a part of it cannot be loaded. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    return this.state.error ? (
      <main className="page">
        <Failure problem={asProblem(this.state.error)} retry={() => location.reload()} />
      </main>
    ) : (
      this.props.children
    )
  }
}
