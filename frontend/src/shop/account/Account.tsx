import { Route, Switch } from 'wouter'
import { NotFound, SignedIn } from '../../ui'
import './account.css'
import { RegistrationPage } from './RegistrationPage'
import { Registrations } from './Registrations'
import { TicketPage } from './TicketPage'
import { Tickets } from './Tickets'

export default function Account() {
  return (
    <SignedIn>
      <Switch>
        <Route path="/me/tickets" component={Tickets} />
        <Route path="/me/tickets/:ticketId">{({ ticketId }) => <TicketPage ticketId={ticketId} />}</Route>
        <Route path="/me/registrations" component={Registrations} />
        <Route path="/me/registrations/:registrationId">
          {({ registrationId }) => <RegistrationPage registrationId={registrationId} />}
        </Route>
        <Route component={NotFound} />
      </Switch>
    </SignedIn>
  )
}
