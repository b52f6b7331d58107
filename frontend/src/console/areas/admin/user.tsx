import type { Schemas } from '../../../api/client'
import { Badge, Checkbox, type Tone } from '../../../ui'
import { useCaller } from '../../caller'
import { useTexts } from '../texts/admin'

export type User = Schemas['UserView']
export type UserStatus = User['status']

/** The groups that administrators give and take, then those that follow from memberships. */
export const groups = ['Attendees', 'Organizers', 'Admins', 'SuperAdmins', 'Managers', 'Employees'] as const

const tones: Record<UserStatus, Tone> = { active: 'good', disabled: 'bad', unconfirmed: 'warn', invited: 'neutral', resetRequired: 'warn' }

export const StatusBadge = ({ status }: { status: UserStatus }) => <Badge tone={tones[status]}>{useTexts().people.statuses[status]}</Badge>

export const nameOf = ({ name, email, userId }: User): string => name ?? email ?? userId

/** The groups that the caller may give and take: only super administrators decide who is an administrator. */
export function useSettableGroups(): readonly string[] {
  const { data } = useCaller()
  return groups.slice(0, data?.groups.includes('SuperAdmins') ? 4 : 2)
}

/** A checkbox for each group. */
export function GroupBoxes({
  groups,
  chosen,
  onChange,
}: {
  groups: readonly string[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}) {
  const t = useTexts()
  return groups.map(group => (
    <Checkbox
      key={group}
      label={t.people.groups[group]}
      hint={t.groups.hints[group]}
      checked={chosen.includes(group)}
      onChange={on => onChange(on ? [...chosen, group] : chosen.filter(other => other !== group))}
    />
  ))
}
