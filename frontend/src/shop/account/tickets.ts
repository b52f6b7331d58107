import { ask } from '../../api/questions'
import type { Tone } from '../../ui'
import type { Registration, Ticket } from '../data'

export const ticketQuery = (ticketId: string) => ask('/tickets/{ticketId}', { path: { ticketId } })

export const ticketTones: Record<Ticket['status'], Tone> = { valid: 'good', used: 'neutral', void: 'bad' }

export const registrationTones: Record<Registration['status'], Tone> = {
  pending: 'warn',
  confirmed: 'good',
  cancelled: 'bad',
  expired: 'neutral',
}
