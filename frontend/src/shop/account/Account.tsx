// The pages of a signed-in buyer, in one chunk.
import './account.css'

export { RegistrationPage } from './RegistrationPage'
export { Registrations } from './Registrations'
export { TicketPage } from './TicketPage'
export { Tickets } from './Tickets'
