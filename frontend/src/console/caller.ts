import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/questions'

const MINUTES = 60_000
/** Many places of a page ask for these: after a failure each of them would try again, and hide what the page says about it. */
const once = { staleTime: 5 * MINUTES, retryOnMount: false }

/** The signed-in user with their organizations. */
export const useCaller = () => useQuery({ ...ask('/me', {}), ...once })

/** The user's organizations with their names. */
export const useOrganizations = () => useQuery({ ...ask('/organizations', {}), ...once })
