import type { UseQueryResult } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { Button } from './button'
import { Icon, type IconName } from './icon'
import { problemTextOf, useCommonTexts } from './texts'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent'

const icons: Record<Tone, IconName> = { neutral: 'alert', good: 'check', warn: 'warning', bad: 'alert', accent: 'alert' }

/** A short state. Colour never says it alone: there is always the word. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`badge ${tone}`}>{children}</span>
)

/** A message in the page. Can take the focus, so that forms can send it there. */
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
    <Icon name={icons[tone]} />
    <div>
      {title && <p className="notice-title">{title}</p>}
      {children && <div>{children}</div>}
      {action && <div className="actions">{action}</div>}
    </div>
  </div>
)

/** Says a refusal in the visitor's language; a code without a text in the API's words. */
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

/** What stands where nothing is yet: says what would be there and what to do. */
export const Empty = ({
  icon = 'ticket',
  title,
  children,
  action,
}: {
  icon?: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}) => (
  <div className="empty">
    <Icon name={icon} />
    <p className="empty-title">{title}</p>
    {children && <div className="empty-text">{children}</div>}
    {action}
  </div>
)

/** Grey lines in the place of what is being loaded. */
export function Skeleton({ lines = 3, className = '' }: { lines?: number; className?: string }) {
  const t = useCommonTexts()
  return (
    <div className={`skeleton ${className}`} role="status">
      <span className="unseen">{t.loading}</span>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their number
        <Fragment key={i}>
          <span className="bone" />
        </Fragment>
      ))}
    </div>
  )
}

/** What a query has come to: its skeleton, its failure with a way to try again, or its data. */
export function Loaded<T>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<T>
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Failure problem={asProblem(query.error)} retry={() => void query.refetch()} />
  return <>{skeleton ?? <Skeleton />}</>
}
