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

/** For parts that ask the API all the time. What the scanner shows at the gate does without. */
export const Queries = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
