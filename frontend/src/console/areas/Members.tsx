import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { ask, changed } from '../../api/questions'
import { date } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { Badge, Button, type Column, Confirm, Facts, Loaded, Page, Skeleton, Table, useGo } from '../../ui'
import { useAction } from '../../ui/action'
import { href, PageLink } from '../../ui/pages'
import { useCaller, useOrganizations } from '../caller'
import { type OrganizationRole, roles, rolesUpTo, useMay } from '../organization'
import { pages } from '../pages'
import { InvitationsSent, Invite, RoleField } from './Invite'
import { useTexts } from './texts/organization'

type Member = Schemas['MemberView']
type Asked = { member: Member; act: 'change' | 'remove' | 'leave' }

/** The members of an organization with their roles; for those who may, changes of both and invitations. */
export default function Members({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const { data: me } = useCaller()
  const members = useQuery(ask('/organizations/{organizationId}/members', { path: { organizationId: org } }))
  const [asked, setAsked] = useState<Asked | null>(null)
  const mine = me?.organizations.find(it => it.organizationId === org)?.role ?? 'staff'
  const close = () => setAsked(null)
  const nameOf = (member: Member) => member.name ?? member.email ?? t.members.unnamed
  const columns: Column<Member>[] = [
    {
      id: 'name',
      title: t.members.name,
      cell: member => (
        <span className="badges">
          {member.imageUrl && <img className="portrait" src={member.imageUrl} alt="" loading="lazy" />}
          <bdi>{member.name ?? t.members.unnamed}</bdi>
          {member.userId === me?.userId && <Badge tone="accent">{t.members.you}</Badge>}
          {member.kind === 'device' && <Badge>{t.members.device}</Badge>}
        </span>
      ),
    },
    { id: 'email', title: t.members.email, cell: member => <bdi>{member.email ?? '–'}</bdi> },
    { id: 'role', title: t.role, cell: member => t.roles[member.role] },
    {
      id: 'joined',
      title: t.members.joined,
      cell: member => (member.joinedAt ? date(member.joinedAt, undefined, { dateStyle: 'medium' }) : '–'),
    },
    {
      id: 'actions',
      title: t.actions,
      end: true,
      cell: member => (
        <Acts org={org} member={member} name={nameOf(member)} mine={mine} oneself={member.userId === me?.userId} onAsk={setAsked} />
      ),
    },
  ]
  return (
    <Page title={t.nav.members}>
      <div className="stack">
        <Loaded query={members} skeleton={<Skeleton lines={6} />}>
          {({ items }) => (
            <>
              <Table
                caption={t.nav.members}
                // The API sends members' addresses to managers and above only; without any, the column is left out.
                columns={columns.filter(({ id }) => id !== 'email' || items.some(member => member.email))}
                rows={items}
                keyOf={member => member.userId}
              />
              {may('inviteMember') ? (
                <>
                  <Invite org={org} mine={mine} />
                  <InvitationsSent org={org} />
                </>
              ) : (
                <section className="card stack">
                  <h2>{t.members.rolesTitle}</h2>
                  <Facts facts={roles.map(role => [t.roles[role], t.roleTexts[role]] as const)} />
                </section>
              )}
            </>
          )}
        </Loaded>
      </div>
      {asked?.act === 'change' && <ChangeRole org={org} member={asked.member} name={nameOf(asked.member)} mine={mine} onClose={close} />}
      {asked && asked.act !== 'change' && (
        <Remove org={org} member={asked.member} name={nameOf(asked.member)} oneself={asked.act === 'leave'} onClose={close} />
      )}
    </Page>
  )
}

function Acts({
  org,
  member,
  name,
  mine,
  oneself,
  onAsk,
}: {
  org: string
  member: Member
  name: string
  mine: OrganizationRole
  oneself: boolean
  onAsk: (asked: Asked) => void
}) {
  const t = useTexts()
  const may = useMay()
  if (member.kind === 'device') {
    return may('listGateDevices') ? (
      <PageLink to={pages.devices} at={{ org }}>
        {t.nav.devices}
      </PageLink>
    ) : null
  }
  const reached = rolesUpTo(mine).includes(member.role)
  return (
    <div className="actions row-actions">
      {may('changeMemberRole') && reached && (
        <Button kind="quiet" aria-label={t.members.changeOf(name)} onClick={() => onAsk({ member, act: 'change' })}>
          {t.members.change}
        </Button>
      )}
      {oneself ? (
        <Button kind="quiet" onClick={() => onAsk({ member, act: 'leave' })}>
          {t.members.leave}
        </Button>
      ) : (
        may('changeMemberRole') &&
        reached && (
          <Button kind="quiet" aria-label={t.members.removeOf(name)} onClick={() => onAsk({ member, act: 'remove' })}>
            {t.members.remove}
          </Button>
        )
      )}
    </div>
  )
}

interface Asking {
  org: string
  member: Member
  name: string
  onClose: () => void
}

function ChangeRole({ org, member, name, mine, onClose }: Asking & { mine: OrganizationRole }) {
  const t = useTexts()
  const [role, setRole] = useState(member.role)
  const change = useAction('PATCH /organizations/{organizationId}/members/{userId}', {
    changes: ['/organizations/{organizationId}/members', '/me', '/organizations'],
    said: () => t.members.changed(name, t.roles[role]),
  })
  return (
    <Confirm
      title={t.members.changeOf(name)}
      action={t.members.change}
      danger={false}
      onConfirm={() => change.run({ path: { organizationId: org, userId: member.userId }, body: { role } })}
      onClose={onClose}
    >
      <RoleField mine={mine} value={role} onChange={setRole} />
    </Confirm>
  )
}

function Remove({ org, member, name, oneself, onClose }: Asking & { oneself: boolean }) {
  const t = useTexts()
  const go = useGo()
  const { data: organizations } = useOrganizations()
  const here = isolate(organizations?.items.find(it => it.organizationId === org)?.name ?? '')
  const remove = useAction('DELETE /organizations/{organizationId}/members/{userId}', {
    changes: oneself ? [] : ['/organizations/{organizationId}/members', '/organizations'],
    said: () => (oneself ? t.members.left(here) : t.members.removed(name)),
  })
  const confirmed = async () => {
    await remove.run({ path: { organizationId: org, userId: member.userId } })
    if (!oneself) return
    // The page has to be gone before the membership is: it would be shown as not found.
    go(href(pages.home))
    void changed('/me', '/organizations')
  }
  return oneself ? (
    <Confirm title={t.members.leaveAsk(here)} action={t.members.leave} onConfirm={confirmed} onClose={onClose}>
      <p>{t.members.leaveText}</p>
    </Confirm>
  ) : (
    <Confirm title={t.members.removeAsk(name)} action={t.members.remove} onConfirm={confirmed} onClose={onClose}>
      <p>{t.members.removeText}</p>
    </Confirm>
  )
}
