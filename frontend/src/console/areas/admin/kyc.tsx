import type { Schemas } from '../../../api/client'
import { Badge, type Tone } from '../../../ui'
import { useTexts } from '../texts/admin'

export type KycRequest = Schemas['KycReviewView']

const tones: Record<KycRequest['status'], Tone> = {
  draft: 'neutral',
  pending: 'warn',
  moreInfo: 'accent',
  approved: 'good',
  rejected: 'bad',
  revoked: 'bad',
}

export const KycBadge = ({ status }: { status: KycRequest['status'] }) => (
  <Badge tone={tones[status]}>{useTexts().verification.statuses[status]}</Badge>
)
