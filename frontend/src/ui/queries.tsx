import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem } from '../api/problem'

const STALE = 15_000

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: failures => 500 * 2 ** failures,
    },
    mutations: { retry: false },
  },
})

/** Provides the query client for parts that poll the API. The scanner's gate page does without it. */
export const Queries = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
