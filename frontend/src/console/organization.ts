import { useLocation } from 'wouter'
import type { Schemas } from '../api/client'
import { type Caller, may, type OperationId } from '../auth/may'
import { useCaller } from './caller'

export type Organization = Schemas['OrganizationView']
export type OrganizationRole = Schemas['OrganizationRole']

/** From the least role to the highest: each may do all that the one before may. */
export const roles = ['staff', 'manager', 'admin', 'owner'] as const satisfies readonly OrganizationRole[]

/** The roles that somebody with a role may give. */
export const rolesUpTo = (mine: OrganizationRole) => roles.slice(0, roles.indexOf(mine) + 1)

/** The organization that pages without one in their address start from: the first that the user manages, else the first. */
export const homeOf = ({ organizations }: Caller): string | undefined =>
  (organizations.find(({ role }) => role !== 'staff') ?? organizations[0])?.organizationId

/** The organization of the page that was shown last. */
let visited: string | undefined

/** The organization in the address; on pages without one, the one of the page before, else the home organization. */
export function useOrganization(): string {
  const [path] = useLocation()
  const { data } = useCaller()
  const named = /^\/(org_[^/]+)\//.exec(path)?.[1]
  visited = named ?? visited
  if (named || !data) return named ?? ''
  return (data.organizations.some(it => it.organizationId === visited) ? visited : homeOf(data)) ?? ''
}

/** Whether the signed-in user may call an operation for the organization in the address. */
export function useMay(): (operation: OperationId) => boolean {
  const { data } = useCaller()
  const org = useOrganization()
  return operation => data !== undefined && may(operation, data, org)
}
