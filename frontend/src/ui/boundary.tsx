import { Component, type ReactNode } from 'react'
import { asProblem } from '../api/problem'
import { Failure } from './feedback'

interface Props {
  /** Where this is. What has broken at one place says nothing about the next. */
  at?: string
  /** A part of a page, not all of it. */
  part?: boolean
  children: ReactNode
}

/** What is left when rendering fails, or when a part cannot be loaded, as after a deployment that has removed it. Around it all goes on. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error && before.at !== this.props.at) this.setState({ error: null })
  }

  override render() {
    if (!this.state.error) return this.props.children
    // A module that could not be loaded is not asked for twice: the page is loaded anew.
    const failure = <Failure problem={asProblem(this.state.error)} retry={() => location.reload()} />
    return this.props.part ? (
      failure
    ) : (
      <main id="content" className="page">
        {failure}
      </main>
    )
  }
}
