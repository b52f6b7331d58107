import { Component, type ReactNode } from 'react'
import { asProblem } from '../problem'
import { Failure } from './feedback'

interface Props {
  /** The current location. The error is cleared when it changes. */
  at?: string
  /** Whether this wraps a part of a page instead of a whole page. */
  part?: boolean
  /** Shown instead of the failure, where the page is complete without this part. */
  instead?: ReactNode
  children: ReactNode
}

/** Error boundary: shows a failure when rendering throws or a lazy chunk cannot be loaded, for example after a deployment removed it. */
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
    if (this.props.instead !== undefined) return this.props.instead
    // Browsers cache a failed module import, so a retry has to reload the page.
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
