import type { Schemas } from '../api/client'
import type { Caller } from '../auth/may'

/** Where a person is with their verification. `none`: there is no request, or an unfinished one that nobody touched for 30 days. */
export type State = 'none' | Schemas['KycStatus']

const states: readonly string[] = ['none', 'draft', 'pending', 'moreInfo', 'approved', 'rejected', 'revoked'] satisfies State[]

/** The state that the API names; one that this page does not know yet is shown as none. */
export const stateOf = (status: string): State => (states.includes(status) ? (status as State) : 'none')

/** Whether papers can be uploaded, deleted and sent. */
export const wants = (state: State): boolean => state !== 'pending' && state !== 'approved'

/** The number of a document as the API accepts it. */
export const isDocumentNumber = (typed: string): boolean => /^[A-Za-z0-9 /-]{4,40}$/.test(typed.trim())

/** Whether the user owns the organization and is not verified: unless another owner is, it can sell nothing yet, but give tickets away. */
export const isUnverifiedOwner = ({ groups, organizations }: Caller, org: string): boolean =>
  !groups.includes('Organizers') && organizations.some(it => it.organizationId === org && it.role === 'owner')
