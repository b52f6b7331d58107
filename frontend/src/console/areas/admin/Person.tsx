import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../../api/client'
import { SetUserGroupsRequest, UserActRequest } from '../../../api/limits'
import { send } from '../../../api/operations'
import { ask } from '../../../api/questions'
import { dateTime, listOf } from '../../../i18n/format'
import {
  Button,
  Dialog,
  Facts,
  Form,
  FormActions,
  LinkButton,
  Loaded,
  Notice,
  Skeleton,
  TextArea,
  TextField,
  toast,
  useForm,
} from '../../../ui'
import { useAction, useTask } from '../../../ui/action'
import { useGo } from '../../../ui/go'
import { href } from '../../../ui/pages'
import { useCaller } from '../../caller'
import { pages } from '../../pages'
import { useTexts } from '../texts/admin'
import { Act } from './Act'
import { AdminPage } from './AdminPage'
import { GroupBoxes, groups, nameOf, StatusBadge, type User, useSettableGroups } from './user'

const operations = {
  disable: 'POST /admin/users/{userId}/disable',
  enable: 'POST /admin/users/{userId}/enable',
  resetPassword: 'POST /admin/users/{userId}/reset-password',
  signOut: 'POST /admin/users/{userId}/sign-out',
} as const
type ActName = keyof typeof operations

/** The answers that an act on a person changes. */
const USERS = ['/admin/users/{userId}', '/admin/users', '/admin/audit-log'] as const

/** A person, and what administrators can do about them. */
export default function Person({ userId }: { userId: string }) {
  const t = useTexts()
  const query = useQuery(ask('/admin/users/{userId}', { path: { userId } }))
  return (
    <AdminPage
      title={query.data ? nameOf(query.data) : t.sections.people}
      of={pages.people}
      actions={query.data && <StatusBadge status={query.data.status} />}
    >
      <Loaded query={query} skeleton={<Skeleton lines={10} />}>
        {user => (
          <div className="stack">
            <Details user={user} />
            <Acts user={user} />
          </div>
        )}
      </Loaded>
    </AdminPage>
  )
}

function Details({ user }: { user: User }) {
  const t = useTexts()
  const { userId, organizations } = user
  return (
    <section className="card stack" aria-label={t.people.name}>
      <Facts
        facts={[
          [t.people.email, user.email && (user.emailVerified ? user.email : `${user.email} (${t.person.unconfirmed})`)],
          [
            t.people.inGroups,
            listOf(
              user.groups.map(group => t.people.groups[group] ?? group),
              'short',
            ),
          ],
          [t.sections.verification, user.kycStatus && (t.verification.statuses[user.kycStatus] ?? user.kycStatus)],
          [t.person.twoFactor, user.mfa ? t.on : t.off],
          [t.people.created, dateTime(user.createdAt)],
          [t.person.id, userId],
        ]}
      />
      <h2>{t.person.organizations}</h2>
      {organizations && organizations.length > 0 ? (
        <ul className="lines">
          {organizations.map(it => (
            <li key={it.organizationId}>
              <bdi>{it.name ?? it.organizationId}</bdi>
              <span className="soft">{t.person.roles[it.role]}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="soft">{t.person.noOrganizations}</p>
      )}
      <div className="actions">
        <LinkButton href={`${href(pages.bookings)}?q=${userId}`}>{t.person.bookings}</LinkButton>
        <LinkButton href={`${href(pages.auditLog)}?q=${userId}`}>{t.person.actsBy}</LinkButton>
        <LinkButton href={`${href(pages.auditLog)}?q=${userId}&as=subject`}>{t.person.actsOn}</LinkButton>
      </div>
    </section>
  )
}

function Acts({ user }: { user: User }) {
  const t = useTexts()
  const { data: caller } = useCaller()
  const [asked, setAsked] = useState<ActName | 'groups' | 'remove' | null>(null)
  const { userId, status } = user
  const name = nameOf(user)
  const act = useTask(
    async (it: ActName, reason: string) => {
      await send(operations[it], { path: { userId }, body: { reason: reason || undefined } })
      toast(t.acts[it].done(name))
    },
    { changes: USERS },
  )
  if (caller?.userId === userId) return <Notice>{t.person.yourself}</Notice>
  const isAdmin = user.groups.includes('Admins') || user.groups.includes('SuperAdmins')
  if (isAdmin && !caller?.groups.includes('SuperAdmins')) return <Notice>{t.person.onlySuper}</Notice>
  const possible: ActName[] =
    status === 'disabled'
      ? ['enable']
      : [...(status === 'active' || status === 'resetRequired' ? (['resetPassword', 'signOut'] as const) : []), 'disable']
  return (
    <div className="actions">
      <Button onClick={() => setAsked('groups')}>{t.groups.action}</Button>
      {possible.map(it => (
        <Button key={it} kind={it === 'disable' ? 'danger' : 'plain'} onClick={() => setAsked(it)}>
          {t.acts[it].action}
        </Button>
      ))}
      <Button kind="danger" onClick={() => setAsked('remove')}>
        {t.acts.remove.action}
      </Button>
      {asked === 'remove' && <Removal user={user} onClose={() => setAsked(null)} />}
      {asked === 'groups' && <Groups user={user} onClose={() => setAsked(null)} />}
      {asked && asked !== 'groups' && asked !== 'remove' && (
        <Act
          texts={t.acts[asked]}
          name={name}
          limits={UserActRequest}
          danger={asked !== 'enable'}
          onAct={reason => act.run(asked, reason)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}

function Groups({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTexts()
  const settable = useSettableGroups()
  const { userId } = user
  // The groups that the caller does not see are sent as they are. Those that follow from memberships are not sent.
  const [before] = useState(() => user.groups.filter(group => groups.slice(0, 4).some(other => other === group)))
  const set = useAction('PUT /admin/users/{userId}/groups', { changes: USERS, said: () => t.groups.done(nameOf(user)) })
  const form = useForm(
    { groups: before, reason: '' },
    {
      limits: SetUserGroupsRequest,
      submit: async ({ groups, reason }) => {
        await set.run({ path: { userId }, body: { groups, reason: reason.trim() || undefined } })
        onClose()
      },
    },
  )
  const chosen = form.values.groups
  const removed = before.filter(group => !chosen.includes(group))
  const added = chosen.some(group => !before.includes(group))
  return (
    <Dialog title={t.groups.title(nameOf(user))} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <GroupBoxes groups={settable} chosen={chosen} onChange={groups => form.set('groups', groups)} />
        {(added || removed.length > 0) && (
          <Notice tone={removed.length > 0 ? 'warn' : 'neutral'} title={t.groups.what}>
            <ul>
              {added && <li>{t.groups.added}</li>}
              {removed.length > 0 && <li>{t.groups.removed}</li>}
              {removed.includes('Organizers') && <li>{t.groups.revoked}</li>}
            </ul>
          </Notice>
        )}
        <TextArea label={t.reason} hint={t.reasonHint} rows={3} {...form.field('reason')} />
        <FormActions action={t.groups.action} busy={form.busy} disabled={!added && removed.length === 0} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

/** Deletes the account, once the administrator has typed its address. */
function Removal({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTexts()
  const go = useGo()
  const { userId, email } = user
  const remove = useTask(
    (reason: string) => data(api.DELETE('/admin/users/{userId}', { params: { path: { userId }, query: { reason: reason || undefined } } })),
    { changes: ['/admin/users', '/admin/audit-log'], said: () => t.acts.remove.done(nameOf(user)) },
  )
  const form = useForm(
    { email: '', reason: '' },
    {
      limits: UserActRequest,
      check: ({ email: typed }) => ({
        email: typed && typed.trim().toLowerCase() !== (email ?? userId).toLowerCase() && t.acts.remove.otherAddress,
      }),
      submit: async ({ reason }) => {
        await remove.run(reason.trim())
        go(href(pages.people))
      },
    },
  )
  return (
    <Dialog title={t.acts.remove.title(nameOf(user))} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{t.acts.remove.text}</p>
        <TextField label={t.acts.remove.type} hint={email ?? userId} autoComplete="off" {...form.field('email')} required />
        <TextField label={t.reason} hint={t.reasonHint} {...form.field('reason')} />
        <FormActions action={t.acts.remove.action} kind="danger" busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
