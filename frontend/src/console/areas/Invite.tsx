import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { InviteMemberRequest } from '../../api/limits'
import { askAll } from '../../api/pages'
import { date } from '../../i18n/format'
import {
  Badge,
  Button,
  ChoiceField,
  Confirm,
  Failure,
  Form,
  Loaded,
  Skeleton,
  Table,
  TextArea,
  TextField,
  type Tone,
  useForm,
} from '../../ui'
import { useAction } from '../../ui/action'
import { type OrganizationRole, rolesUpTo } from '../organization'
import { useTexts } from './texts/organization'

type Invitation = Schemas['InvitationView']

const SENT = '/organizations/{organizationId}/invitations'

const tones: Partial<Record<Invitation['status'], Tone>> = { open: 'accent', declined: 'warn', expired: 'warn' }

function useInvite(org: string) {
  const t = useTexts()
  const invite = useAction('POST /organizations/{organizationId}/invitations', { changes: [SENT], said: it => t.invite.sent(it.email) })
  return {
    ...invite,
    send: ({ email, role, message }: Pick<Invitation, 'email' | 'role' | 'message'>) => ({
      path: { organizationId: org },
      body: { email: email.trim(), role, message: message?.trim() || undefined },
      key: `${org}:invite:${email.trim().toLowerCase()}`,
    }),
  }
}

/** A role up to one's own, each with what it may do. */
export function RoleField({
  mine,
  value,
  onChange,
}: {
  mine: OrganizationRole
  value: OrganizationRole
  onChange: (role: OrganizationRole) => void
}) {
  const t = useTexts()
  return (
    <ChoiceField
      label={t.role}
      look="cards"
      value={value}
      choices={rolesUpTo(mine).map(role => ({ value: role, text: t.roles[role], note: t.roleTexts[role] }))}
      onChange={onChange}
    />
  )
}

/** The form that invites a person by address. */
export function Invite({ org, mine }: { org: string; mine: OrganizationRole }) {
  const t = useTexts()
  const invite = useInvite(org)
  const empty = { email: '', role: 'staff' as OrganizationRole, message: '' }
  const form = useForm(empty, {
    limits: InviteMemberRequest,
    submit: async values => {
      await invite.run(invite.send(values))
      form.setValues({ ...empty, role: values.role })
    },
  })
  return (
    <section className="card stack">
      <h2>{t.invite.title}</h2>
      <Form form={form} label={t.invite.title}>
        <TextField label={t.invite.email} hint={t.invite.emailHint} type="email" {...form.field('email')} />
        <RoleField mine={mine} value={form.values.role} onChange={role => form.set('role', role)} />
        <TextArea label={t.invite.message} hint={t.invite.messageHint} rows={3} {...form.field('message')} />
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.invite.send}
          </Button>
        </div>
      </Form>
    </section>
  )
}

/** The invitations that wait for an answer, and those that can be sent again. */
export function InvitationsSent({ org }: { org: string }) {
  const t = useTexts()
  const [asked, setAsked] = useState<Invitation | null>(null)
  const sent = useQuery(askAll(SENT, { path: { organizationId: org } }))
  const invite = useInvite(org)
  const revoke = useAction('DELETE /organizations/{organizationId}/invitations/{invitationId}', {
    changes: [SENT],
    said: () => t.invite.revoked,
  })
  return (
    <section className="stack" aria-labelledby="sent">
      <h2 id="sent">{t.invite.pending}</h2>
      {invite.problem && <Failure problem={invite.problem} />}
      <Loaded query={sent} skeleton={<Skeleton lines={3} />}>
        {({ list }) => {
          const shown = list.filter(({ status }) => status === 'open' || status === 'expired' || status === 'declined')
          if (shown.length === 0) return <p className="soft">{t.invite.none}</p>
          return (
            <Table
              caption={t.invite.pending}
              rows={shown}
              keyOf={it => it.invitationId}
              columns={[
                { id: 'email', title: t.invite.email, cell: it => <bdi>{it.email}</bdi> },
                { id: 'role', title: t.role, cell: it => t.roles[it.role] },
                { id: 'status', title: t.invite.state, cell: it => <Badge tone={tones[it.status]}>{t.invite.status[it.status]}</Badge> },
                { id: 'by', title: t.invite.by, cell: it => <bdi>{it.invitedBy ?? '–'}</bdi> },
                { id: 'until', title: t.invite.until, cell: it => date(it.expiresAt, undefined, { dateStyle: 'medium' }) },
                {
                  id: 'actions',
                  title: t.actions,
                  end: true,
                  cell: it => (
                    <div className="actions row-actions">
                      <Button
                        kind="quiet"
                        aria-label={t.invite.againTo(it.email)}
                        busy={invite.busy}
                        onClick={() => void invite.press(invite.send(it))}
                      >
                        {t.invite.again}
                      </Button>
                      {it.status === 'open' && (
                        <Button kind="quiet" aria-label={t.invite.revokeOf(it.email)} onClick={() => setAsked(it)}>
                          {t.invite.revoke}
                        </Button>
                      )}
                    </div>
                  ),
                },
              ]}
            />
          )
        }}
      </Loaded>
      {asked && (
        <Confirm
          title={t.invite.revokeAsk(asked.email)}
          action={t.invite.revoke}
          onConfirm={() => revoke.run({ path: { organizationId: org, invitationId: asked.invitationId } })}
          onClose={() => setAsked(null)}
        >
          <p>{t.invite.revokeText}</p>
        </Confirm>
      )}
    </section>
  )
}
