import { Badge, type Tone } from '../../../ui'
import type { EntryStatus } from '../../time'
import { useTexts } from '../texts/time'

const tones: Record<EntryStatus, Tone> = { draft: 'neutral', submitted: 'accent', approved: 'good', rejected: 'bad' }

export const EntryBadge = ({ status }: { status: EntryStatus }) => <Badge tone={tones[status]}>{useTexts().statuses[status]}</Badge>
