import { Badge, type Tone } from '../ui'
import { useTexts as useOrderTexts } from './areas/texts/orders'
import type { Registration, Status } from './data'
import { useTexts } from './texts'

const eventTones: Record<Status, Tone> = {
  draft: 'neutral',
  published: 'good',
  active: 'accent',
  completed: 'neutral',
  cancelled: 'bad',
  archived: 'neutral',
}

export const EventBadge = ({ status }: { status: Status }) => <Badge tone={eventTones[status]}>{useTexts().status[status]}</Badge>

const registrationTones: Record<Registration['status'], Tone> = { pending: 'warn', confirmed: 'good', cancelled: 'bad', expired: 'neutral' }

export const RegistrationBadge = ({ status }: { status: Registration['status'] }) => (
  <Badge tone={registrationTones[status]}>{useOrderTexts().registrations.status[status]}</Badge>
)
