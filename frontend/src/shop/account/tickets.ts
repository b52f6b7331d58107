import { ask } from '../../api/questions'
import type { Tone } from '../../ui'
import type { Registration, Ticket } from '../data'
import { headerOf } from '../keys'

/** @param key The ticket's own key, or that of its order; null for the tickets of an account. */
export const ticketQuery = (ticketId: string, key: string | null = null) =>
  ask('/tickets/{ticketId}', { path: { ticketId }, header: headerOf(key) })

export const ticketTones: Record<Ticket['status'], Tone> = { valid: 'good', used: 'neutral', void: 'bad' }

export const registrationTones: Record<Registration['status'], Tone> = {
  pending: 'warn',
  confirmed: 'good',
  cancelled: 'bad',
  expired: 'neutral',
}
