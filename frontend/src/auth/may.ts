import { access } from '../api/access'

/** An operation of the API by its id in api/openapi.json. */
export type OperationId = keyof typeof access
type Role = (typeof access)[OperationId][number]

/** The roles in an organization; each may do all that the one before may. */
const roles = ['staff', 'manager', 'admin', 'owner'] as const

/** The signed-in user as the API describes them at `/me`. */
export interface Caller {
  groups: readonly string[]
  organizations: readonly { organizationId: string; role: string }[]
}

/**
 * Whether the user may call the operation, for an organization if one is given. It decides what pages show: navigation, buttons and which
 * addresses exist. The API decides again for each object.
 * @param as Counts this role alone, for pages of administrators.
 */
export function may(operation: OperationId, { groups, organizations }: Caller, organizationId?: string, as?: Role): boolean {
  const isIn = (role: (typeof roles)[number]) =>
    organizations.some(
      it =>
        (organizationId === undefined || it.organizationId === organizationId) &&
        roles.indexOf(it.role as typeof role) >= roles.indexOf(role),
    )
  const has: Record<Role, () => boolean> = {
    public: () => true,
    user: () => true,
    order: () => true,
    staff: () => isIn('staff'),
    manager: () => isIn('manager'),
    organizationAdmin: () => isIn('admin'),
    owner: () => isIn('owner'),
    admin: () => groups.includes('Admins') || groups.includes('SuperAdmins'),
    super: () => groups.includes('SuperAdmins'),
  }
  return access[operation].some(role => (as === undefined || role === as) && has[role]())
}
