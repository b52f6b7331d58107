import { QueryClientProvider, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../api/questions'
import { asProblem } from '../problem'
import { Failure, Skeleton } from './feedback'

/** Provides the query client for parts that poll the API. The scanner's gate page does without it. */
export const Queries = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>

/** Renders the state of a query: a skeleton, an error with a retry button, or the data. */
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
