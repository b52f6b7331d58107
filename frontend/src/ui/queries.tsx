import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../api/questions'

/** Provides the query client for parts that poll the API. The scanner's gate page does without it. */
export const Queries = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>
