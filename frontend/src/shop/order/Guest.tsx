import '../account/account.css'
import { FindOrders } from './FindOrders'
import { HeldTicket } from './HeldTicket'
import { OrderPage } from './OrderPage'

/** The pages of a buyer without an account, in one chunk. */
export default function Guest({ registrationId, ticketId }: { registrationId?: string; ticketId?: string }) {
  if (registrationId) return <OrderPage registrationId={registrationId} />
  if (ticketId) return <HeldTicket ticketId={ticketId} />
  return <FindOrders />
}
