import { useState } from 'react'
import { InviteUserRequest } from '../../../api/limits'
import { date, listOf } from '../../../i18n/format'
import { Button, Dialog, Form, FormActions, TextField, useForm, useGo } from '../../../ui'
import { useAction } from '../../../ui/action'
import { peopleIcon } from '../../../ui/icons/console'
import { plusIcon } from '../../../ui/icons/more'
import { href } from '../../../ui/pages'
import { ListPage } from '../../ListPage'
import { pages } from '../../pages'
import { useFilter } from '../../useFilters'
import { useList } from '../../useList'
import { useTexts } from '../texts/admin'
import { AdminPage } from './AdminPage'
import { unquoted } from './search'
import { GroupBoxes, groups, StatusBadge, type UserStatus, useSettableGroups } from './user'

type Group = (typeof groups)[number]

const statuses: readonly UserStatus[] = ['active', 'disabled', 'unconfirmed', 'invited', 'resetRequired']

/** Everybody with an account, by the beginning of the address or by group. */
export default function People() {
  const t = useTexts()
  const [inviting, setInviting] = useState(false)
  const email = unquoted(useFilter('q')[0]) || undefined
  const group = (useFilter('group')[0] || undefined) as Group | undefined
  const status = (useFilter('status')[0] || undefined) as UserStatus | undefined
  const list = useList('/admin/users', {
    // The API filters by address or by group, not by both. Few people share the beginning of an address, so the page filters those by group.
    query: email ? { email, status } : { group, status },
    search: { label: t.people.search },
    filters: {
      group: {
        label: t.people.group,
        all: t.people.everyGroup,
        options: groups.map(name => [name, t.people.groups[name] ?? name]),
        keeps: email ? (it, name) => it.groups.includes(name) : undefined,
      },
      status: {
        label: t.people.status,
        all: t.people.everyStatus,
        options: statuses.map(name => [name, t.people.statuses[name]]),
      },
    },
  })
  return (
    <AdminPage title={t.sections.people}>
      <ListPage
        list={list}
        caption={t.sections.people}
        empty={{ icon: peopleIcon, title: t.people.none, text: t.people.noneText }}
        found={t.found(list.rows.length, list.complete)}
        keyOf={it => it.userId}
        columns={[
          list.column('name', t.people.name, it => <bdi>{it.name ?? t.people.noName}</bdi>, {
            link: ({ userId }) => href(pages.person, { userId }),
          }),
          list.column('email', t.people.email, it => it.email ?? '–'),
          list.column('groups', t.people.inGroups, it =>
            listOf(
              it.groups.map(name => t.people.groups[name] ?? name),
              'short',
            ),
          ),
          list.column('status', t.people.status, it => <StatusBadge status={it.status} />),
          list.column('created', t.people.created, it => date(it.createdAt, undefined, { dateStyle: 'medium' })),
        ]}
        actions={
          <Button icon={plusIcon} onClick={() => setInviting(true)}>
            {t.people.invite}
          </Button>
        }
      />
      {inviting && <Invite onClose={() => setInviting(false)} />}
    </AdminPage>
  )
}

function Invite({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const go = useGo()
  const settable = useSettableGroups()
  const invite = useAction('POST /admin/users', { changes: ['/admin/users'], said: ({ email }) => t.people.invited(email ?? '') })
  const form = useForm(
    { email: '', name: '', groups: ['Attendees'] },
    {
      limits: InviteUserRequest,
      submit: async ({ email, name, groups }) => {
        const { userId } = await invite.run({ body: { email: email.trim(), name: name.trim(), groups }, key: 'invite-user' })
        onClose()
        go(href(pages.person, { userId }))
      },
    },
  )
  return (
    <Dialog title={t.people.invite} busy={form.busy} onClose={onClose}>
      <Form form={form}>
        <p>{t.people.inviteText}</p>
        <TextField label={t.people.email} type="email" autoComplete="off" {...form.field('email')} />
        <TextField label={t.people.name} autoComplete="off" {...form.field('name')} />
        <GroupBoxes
          groups={settable.filter(group => group !== 'Attendees')}
          chosen={form.values.groups}
          onChange={chosen => form.set('groups', chosen)}
        />
        <FormActions action={t.people.invite} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
