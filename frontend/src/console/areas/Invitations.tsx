import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { askAll } from '../../api/pages'
import { ask, changed, queries } from '../../api/questions'
import { date } from '../../i18n/format'
import { Button, Confirm, Empty, Failure, Loaded, Page, Skeleton, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { peopleIcon } from '../../ui/icons/console'
import { startOf } from '../Navigation'
import { useTexts } from './texts/organization'

type Invitation = Schemas['InvitationView']

/** The open invitations to the user's address. */
export default function Invitations() {
  const t = useTexts()
  const invitations = useQuery(askAll('/invitations', {}))
  const [declining, setDeclining] = useState<Invitation | null>(null)
  const decline = useAction('POST /organizations/{organizationId}/invitations/{invitationId}/decline', {
    changes: ['/invitations'],
    said: () => t.invitations.declined,
  })
  return (
    <Page title={t.invitations.title} className="narrow">
      <Loaded query={invitations} skeleton={<Skeleton lines={4} />}>
        {({ list }) =>
          list.length === 0 ? (
            <Empty icon={peopleIcon} title={t.invitations.none}>
              {t.invitations.noneText}
            </Empty>
          ) : (
            <ul className="stack">
              {list.map(it => (
                <Line key={it.invitationId} invitation={it} onDecline={() => setDeclining(it)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {declining && (
        <Confirm
          title={t.invitations.declineAsk(declining.organizationName)}
          action={t.invitations.decline}
          onConfirm={() => decline.run({ path: pathOf(declining) })}
          onClose={() => setDeclining(null)}
        >
          <p>{t.invitations.declineText}</p>
        </Confirm>
      )}
    </Page>
  )
}

const pathOf = ({ organizationId, invitationId }: Invitation) => ({ organizationId, invitationId })

function Line({ invitation, onDecline }: { invitation: Invitation; onDecline: () => void }) {
  const t = useTexts()
  const go = useGo()
  const { organizationName, invitedBy, role, message, expiresAt } = invitation
  const accept = useAction('POST /organizations/{organizationId}/invitations/{invitationId}/accept', {
    said: () => t.invitations.accepted(organizationName),
  })
  const accepted = async () => {
    const membership = await accept.press({ path: pathOf(invitation) })
    if (!membership) return changed('/invitations')
    // The pages of the organization are there once the user is known as its member.
    const me = await queries.fetchQuery({ ...ask('/me', {}), staleTime: 0 }).catch(() => null)
    if (me) go(startOf(me, membership.organizationId))
    return changed('/me', '/organizations', '/invitations')
  }
  return (
    <li className="card stack">
      <h2 dir="auto">{organizationName}</h2>
      <p>{invitedBy ? t.invitations.by(invitedBy, t.roles[role]) : t.invitations.byNobody(t.roles[role])}</p>
      <p className="soft">{t.roleTexts[role]}</p>
      {message && (
        <blockquote dir="auto" className="quote">
          {message}
        </blockquote>
      )}
      <p className="soft">{t.invitations.until(date(expiresAt, undefined, { dateStyle: 'long' }))}</p>
      {accept.problem && <Failure problem={accept.problem} />}
      <div className="actions">
        <Button kind="primary" aria-label={t.invitations.acceptOf(organizationName)} busy={accept.busy} onClick={() => void accepted()}>
          {t.invitations.accept}
        </Button>
        <Button aria-label={t.invitations.declineOf(organizationName)} onClick={onDecline}>
          {t.invitations.decline}
        </Button>
      </div>
    </li>
  )
}
