import { Fragment, type ReactNode } from 'react'
import type { Problem } from '../problem'
import { Button } from './button'
import { type Drawing, Icon } from './icon'
import { alertIcon, checkIcon, warningIcon } from './icons/house'
import { problemTextOf, useCommonTexts } from './texts'
import './badge.css'
import './empty.css'
import './notice.css'
import './skeleton.css'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent'

const icons: Record<Tone, Drawing> = { neutral: alertIcon, good: checkIcon, warn: warningIcon, bad: alertIcon, accent: alertIcon }

/** A short status label. Color is never the only cue: the text says the same. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`badge ${tone}`}>{children}</span>
)

/** A message in the page. Focusable, so that forms can move the focus to it. */
export const Notice = ({
  tone = 'neutral',
  title,
  quiet,
  children,
  action,
}: {
  tone?: Tone
  title?: string
  quiet?: boolean
  children?: ReactNode
  action?: ReactNode
}) => (
  <div className={`notice ${tone}`} role={tone === 'bad' && !quiet ? 'alert' : undefined} tabIndex={-1}>
    <Icon of={icons[tone]} />
    <div>
      {title && <p className="notice-title">{title}</p>}
      {children && <div>{children}</div>}
      {action && <div className="actions">{action}</div>}
    </div>
  </div>
)

/** Returns the text of a problem in the current language, or the API's message when its code has no text. */
export function useProblemText(): (problem: Problem) => string {
  const { problems } = useCommonTexts()
  return problem => problemTextOf(problem.code) ?? (problem.message || (problems.unknown ?? ''))
}

export function Failure({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const t = useCommonTexts()
  const text = useProblemText()
  return (
    <Notice tone="bad" title={t.failed} action={retry && <Button onClick={retry}>{t.retry}</Button>}>
      {text(problem)}
      {problem.requestId && <span className="request-id"> {problem.requestId}</span>}
    </Notice>
  )
}

/** An empty state: what would be here, and what to do. */
export const Empty = ({ icon, title, children, action }: { icon?: Drawing; title: string; children?: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    {icon && <Icon of={icon} />}
    <p className="empty-title">{title}</p>
    {children && <div className="empty-text">{children}</div>}
    {action}
  </div>
)

/** Placeholder lines while loading. */
export function Skeleton({ lines = 3, className = '' }: { lines?: number; className?: string }) {
  const t = useCommonTexts()
  return (
    <div className={`skeleton ${className}`} role="status">
      <span className="unseen">{t.loading}</span>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are identical
        <Fragment key={i}>
          <span className="bone" />
        </Fragment>
      ))}
    </div>
  )
}
