import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateTeamRequest } from '../../api/limits'
import { ask } from '../../api/questions'
import { Button, Checkbox, Combobox, Confirm, Dialog, Form, FormActions, LinkButton, Page, TextField, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { plusIcon } from '../../ui/icons/more'
import { teamIcon } from '../../ui/icons/office'
import { href } from '../../ui/pages'
import { useCaller } from '../caller'
import { ListPage } from '../ListPage'
import { useMay } from '../organization'
import { pages } from '../pages'
import type { Team } from '../staff'
import { useList } from '../useList'
import { useTexts } from './texts/staff'

type Asked = { act: 'add' } | { act: 'edit' | 'remove'; team: Team }
type People = readonly { userId: string; name: string }[]

const CHANGES = ['/teams', '/teams/{teamId}', '/staff', '/staff/{userId}'] as const

/** The teams of an organization with their people. */
export default function Teams({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const { data: me } = useCaller()
  const [asked, setAsked] = useState<Asked | null>(null)
  const members = useQuery(ask('/organizations/{organizationId}/members', { path: { organizationId: org } }))
  const people: People = (members.data?.items ?? [])
    .filter(({ kind }) => kind === 'person')
    .map(it => ({ userId: it.userId, name: it.name ?? it.email ?? t.unnamed }))
  const nameOf = (userId: string) => people.find(it => it.userId === userId)?.name ?? (members.isPending ? '…' : t.former)
  const list = useList('/teams', {
    query: { organizationId: org },
    search: { label: t.teams.search, of: it => [it.name, ...[it.leadId ?? '', ...it.memberIds].map(nameOf)] },
  })
  const remove = useAction('DELETE /teams/{teamId}', {
    changes: CHANGES,
    said: () => (asked?.act === 'remove' ? t.teams.removed(asked.team.name) : ''),
  })
  const close = () => setAsked(null)
  return (
    <Page
      title={t.nav.teams}
      lead={t.teams.lead}
      actions={
        may('createTeam') ? (
          <Button kind="primary" icon={plusIcon} onClick={() => setAsked({ act: 'add' })}>
            {t.teams.add}
          </Button>
        ) : (
          // Who sees no list of the staff still has a record.
          me && <LinkButton href={href(pages.employee, { org, userId: me.userId })}>{t.mine}</LinkButton>
        )
      }
    >
      <ListPage
        list={list}
        caption={t.nav.teams}
        empty={{ icon: teamIcon, title: t.teams.none, text: may('createTeam') ? t.teams.noneText : t.teams.noneOfStaff }}
        found={t.teams.found(list.rows.length)}
        keyOf={it => it.teamId}
        columns={[
          list.column('name', t.fields.name, it => <bdi>{it.name}</bdi>),
          list.column('lead', t.teams.leader, it => <bdi>{it.leadId ? nameOf(it.leadId) : '–'}</bdi>),
          list.column('members', t.teams.members, it => <bdi>{it.memberIds.map(nameOf).join(', ') || '–'}</bdi>),
          ...(may('updateTeam')
            ? [
                list.column(
                  'actions',
                  t.actions,
                  it => (
                    <div className="actions row-actions">
                      <Button kind="quiet" aria-label={t.teams.editOf(it.name)} onClick={() => setAsked({ act: 'edit', team: it })}>
                        {t.teams.edit}
                      </Button>
                      <Button kind="quiet" aria-label={t.teams.removeOf(it.name)} onClick={() => setAsked({ act: 'remove', team: it })}>
                        {t.teams.remove}
                      </Button>
                    </div>
                  ),
                  { end: true },
                ),
              ]
            : []),
        ]}
      />
      {asked?.act === 'remove' && (
        <Confirm
          title={t.teams.removeAsk(asked.team.name)}
          action={t.teams.remove}
          onConfirm={() => remove.run({ path: { teamId: asked.team.teamId } })}
          onClose={close}
        >
          <p>{t.teams.removeText}</p>
        </Confirm>
      )}
      {asked && asked.act !== 'remove' && (
        <TeamForm org={org} team={asked.act === 'edit' ? asked.team : undefined} people={people} nameOf={nameOf} onClose={close} />
      )}
    </Page>
  )
}

/** Adds a team, or edits one. */
function TeamForm({
  org,
  team,
  people,
  nameOf,
  onClose,
}: {
  org: string
  team?: Team
  people: People
  nameOf: (userId: string) => string
  onClose: () => void
}) {
  const t = useTexts()
  const create = useAction('POST /teams', { changes: CHANGES, said: it => t.teams.made(it.name) })
  const update = useAction('PATCH /teams/{teamId}', { changes: CHANGES, said: it => t.teams.saved(it.name) })
  // Keep the team as it was when the dialog opened: its version lets the API refuse to overwrite somebody else's change.
  const [stored] = useState(team)
  const form = useForm(
    { name: stored?.name ?? '', leadId: stored?.leadId ?? '', memberIds: [...(stored?.memberIds ?? [])] },
    {
      limits: CreateTeamRequest,
      submit: async ({ name, leadId, memberIds }) => {
        const body = { name: name.trim(), leadId: leadId || null, memberIds }
        if (stored) await update.run({ path: { teamId: stored.teamId }, body, version: stored.version })
        else await create.run({ body: { ...body, organizationId: org }, key: `${org}:team` })
        onClose()
      },
    },
  )
  const { memberIds } = form.values
  const known = new Set(people.map(({ userId }) => userId))
  // Those who left stay in the team until somebody takes them out.
  const others = [...new Set([stored?.leadId ?? '', ...(stored?.memberIds ?? [])])].filter(userId => userId && !known.has(userId))
  const all = [...people, ...others.map(userId => ({ userId, name: nameOf(userId) }))]
  return (
    <Dialog title={stored ? t.teams.editOf(stored.name) : t.teams.add} busy={form.busy} onClose={onClose}>
      <Form form={form} label={stored ? t.teams.edit : t.teams.add}>
        <TextField label={t.fields.name} autoComplete="off" {...form.field('name')} />
        <Combobox
          label={t.teams.leader}
          hint={t.teams.leaderHint}
          none={t.nothingFound}
          options={all.map(it => ({ value: it.userId, text: it.name }))}
          {...form.field('leadId')}
        />
        <fieldset className="stack" aria-describedby="members-error">
          <legend>{t.teams.members}</legend>
          {all.map(({ userId, name }) => (
            <Checkbox
              key={userId}
              name="memberIds"
              label={<bdi>{name}</bdi>}
              checked={memberIds.includes(userId)}
              onChange={on => form.set('memberIds', on ? [...memberIds, userId] : memberIds.filter(other => other !== userId))}
            />
          ))}
          <p id="members-error" className="error" role="alert">
            {form.errors.memberIds}
          </p>
        </fieldset>
        <FormActions action={stored ? t.teams.save : t.teams.create} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
