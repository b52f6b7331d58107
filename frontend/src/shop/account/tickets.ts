import { api, data } from '../../api/client'
import type { Tone } from '../../ui'
import type { Registration, Ticket } from '../data'

export const ticketQuery = (ticketId: string) => ({
  queryKey: ['ticket', ticketId],
  queryFn: () => data(api.GET('/tickets/{ticketId}', { params: { path: { ticketId } } })),
})

export const ticketTones: Record<Ticket['status'], Tone> = { valid: 'good', used: 'neutral', void: 'bad' }

export const registrationTones: Record<Registration['status'], Tone> = {
  pending: 'warn',
  confirmed: 'good',
  cancelled: 'bad',
  expired: 'neutral',
}
