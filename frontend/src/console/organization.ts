import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { ask } from '../api/questions'
import { type Caller, may, type OperationId } from '../auth/may'

/** Operations whose requests cannot name an organization yet: the API answers them for the caller's home organization. */
const AT_HOME: readonly OperationId[] = ['listMyEvents', 'createEvent']

/** The organization that owns the user's new events, as the API chooses it; undefined for people who manage none. */
export const homeOf = ({ organizations }: Caller): string | undefined => organizations.find(({ role }) => role !== 'staff')?.organizationId

/** Whether the user may call the operation for the organization. */
export const mayIn = (caller: Caller, operation: OperationId, org: string | undefined, as?: 'admin'): boolean =>
  may(operation, caller, org, as) && !(AT_HOME.includes(operation) && org !== homeOf(caller))

const MINUTES = 60_000

/** The signed-in user with their organizations. */
export const useCaller = () => useQuery({ ...ask('/me', {}), staleTime: 5 * MINUTES })

/** The organization in the address; on pages that belong to none, the home organization. */
export function useOrganization(): string {
  const [path] = useLocation()
  const { data } = useCaller()
  return /^\/([^/]+)\/events(?:\/|$)/.exec(path)?.[1] ?? (data && homeOf(data)) ?? ''
}

/** Whether the signed-in user may call an operation for the organization in the address. */
export function useMay(): (operation: OperationId) => boolean {
  const { data } = useCaller()
  const org = useOrganization()
  return operation => data !== undefined && mayIn(data, operation, org)
}
