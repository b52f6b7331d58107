import type { Schemas } from '../api/client'

/** Where a person is with their verification. `none`: there is no request, or an unfinished one that nobody touched for 30 days. */
export type State = 'none' | Schemas['KycStatus']

const states: readonly string[] = ['none', 'draft', 'pending', 'moreInfo', 'approved', 'rejected', 'revoked'] satisfies State[]

/** The state that the API names; one that this page does not know yet is shown as none. */
export const stateOf = (status: string): State => (states.includes(status) ? (status as State) : 'none')

/** Whether papers can be uploaded, deleted and sent. */
export const wants = (state: State): boolean => state !== 'pending' && state !== 'approved'

/** The number of a document as the API accepts it. */
export const isDocumentNumber = (typed: string): boolean => /^[A-Za-z0-9 /-]{4,40}$/.test(typed.trim())

/** Whether the user owns the organization and no owner of it is verified: it may give tickets away, but not sell them yet. */
export const isUnverifiedOwner = (organization: Pick<Schemas['OrganizationView'], 'role' | 'verified'> | undefined): boolean =>
  organization?.role === 'owner' && !organization.verified
