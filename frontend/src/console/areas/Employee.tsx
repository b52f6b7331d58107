import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateStaffRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { Badge, Button, Confirm, differences, Facts, Loaded, Notice, Page, Skeleton, TextField, useEdit } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { useCaller } from '../caller'
import { EditForm } from '../EditForm'
import { type OrganizationRole, rolesUpTo, useMay } from '../organization'
import { pages } from '../pages'
import { TermFields, useCheck } from '../StaffForm'
import { currenciesOf, PEOPLE, type Person, personBody, personValues, tones } from '../staff'
import { dayOf, hoursOf } from '../work'
import { EmployeeActs } from './EmployeeActs'
import { RoleField } from './Invite'
import { useTexts as useMemberTexts } from './texts/organization'
import { useTexts } from './texts/staff'

const staffOf = (org: string, userId: string) => ask('/staff/{userId}', { path: { userId }, query: { organizationId: org } })

/** One person who works for an organization, or did: everybody sees themselves, managers everybody. */
export default function Employee({ org, userId }: { org: string; userId: string }) {
  const t = useTexts()
  const may = useMay()
  const person = useQuery(staffOf(org, userId))
  const organization = useQuery(ask('/organizations/{organizationId}', { path: { organizationId: org } }))
  const usual = organization.data?.currency ?? 'eur'
  const { data: me } = useCaller()
  return (
    <Page
      title={t.one}
      back={
        may('listStaff') ? { href: href(pages.staff, { org }), text: t.nav.staff } : { href: href(pages.teams, { org }), text: t.nav.teams }
      }
      className="editor"
    >
      <Loaded query={person} skeleton={<Skeleton lines={12} />}>
        {it =>
          organization.isPending ? (
            <Skeleton lines={12} />
          ) : (
            <div className="stack">
              <Summary person={it} />
              {may('updateStaff') && <Fields org={org} person={it} usual={usual} />}
              {it.userId && (may('listStaff') || it.userId === me?.userId) && <EmployeeActs org={org} userId={it.userId} />}
              {may('deleteStaff') && it.status === 'active' && <Ending org={org} person={it} />}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function Summary({ person }: { person: Person }) {
  const t = useTexts()
  const { roles } = useMemberTexts()
  const may = useMay()
  const { data: me } = useCaller()
  // Who may change the terms sees them in the form.
  const terms = !may('createStaff')
  return (
    <section className="card stack">
      <h2 dir="auto">{person.name ?? person.email ?? t.unnamed}</h2>
      <Facts
        facts={[
          [
            t.status,
            <span key="status" className="badges">
              <Badge tone={tones[person.status]}>{t.statuses[person.status]}</Badge>
              {person.userId === me?.userId && <Badge tone="accent">{t.you}</Badge>}
            </span>,
          ],
          [t.fields.email, person.email && <bdi>{person.email}</bdi>],
          [t.fields.role, person.role && roles[person.role]],
          [t.nav.teams, person.teams.map(({ name, lead }) => (lead ? t.leads(name) : isolate(name))).join(', ')],
          ...(may('updateStaff')
            ? []
            : ([
                [t.fields.title, person.title && <bdi>{person.title}</bdi>],
                [t.fields.department, person.department && <bdi>{person.department}</bdi>],
              ] as const)),
          ...(terms
            ? ([
                [t.fields['hourlyRate.amount'], person.hourlyRate && money(person.hourlyRate)],
                [t.fields.weeklyMinutes, person.weeklyMinutes === null ? null : hoursOf(person.weeklyMinutes)],
                [t.fields.employedFrom, person.employedFrom && dayOf(person.employedFrom)],
                [t.fields.employedUntil, person.employedUntil && dayOf(person.employedUntil)],
              ] as const)
            : []),
        ]}
      />
      {person.status === 'left' && <Notice>{t.hasLeft}</Notice>}
    </section>
  )
}

function Fields({ org, person, usual }: { org: string; person: Person; usual: string }) {
  const t = useTexts()
  const { roles } = useMemberTexts()
  const may = useMay()
  const { data: me } = useCaller()
  const userId = person.userId ?? ''
  const currencies = currenciesOf(person, usual)
  const update = useAction('PATCH /staff/{userId}', { changes: PEOPLE, said: () => t.saved })
  const edit = useEdit(personValues(person, currencies), {
    limits: CreateStaffRequest,
    check: useCheck(currencies),
    save: async (values, base) => {
      const changed = differences(personBody(values, currencies), personBody(base, currencies))
      const body = { ...changed, organizationId: org }
      const saved = await update.run({ path: { userId }, body, version: person.version })
      queries.setQueryData(staffOf(org, userId).queryKey, saved)
      return personValues(saved, currenciesOf(saved, usual))
    },
  })
  const of = <N extends keyof typeof edit.values & string>(name: N) => ({ label: t.fields[name], ...edit.form.field(name) })
  const administers = may('createStaff')
  const mine = me?.organizations.find(it => it.organizationId === org)?.role ?? 'staff'
  // Nobody changes their own role, nor that of somebody above them.
  const appoints = administers && userId !== me?.userId && person.role !== null && rolesUpTo(mine).includes(person.role)
  return (
    <EditForm
      edit={edit}
      label={t.settings}
      names={t.fields}
      show={name => (name === 'role' ? roles[edit.now.role as OrganizationRole] : edit.now[name])}
    >
      <fieldset className="card group">
        <legend>{t.work}</legend>
        <div className="fields">
          {administers && <TextField hint={t.nameHint} autoComplete="off" {...of('name')} />}
          <TextField {...of('title')} />
          <TextField {...of('department')} />
        </div>
      </fieldset>
      {appoints && (
        <div className="card group">
          <RoleField mine={mine} value={edit.values.role as OrganizationRole} onChange={role => edit.form.set('role', role)} />
        </div>
      )}
      {administers && (
        <fieldset className="card group">
          <legend>{t.terms}</legend>
          <p className="soft">{t.termsText}</p>
          <div className="fields">
            <TermFields currencies={currencies} field={edit.form.field} />
            <TextField type="date" hint={t.untilHint} {...of('employedUntil')} />
          </div>
        </fieldset>
      )}
    </EditForm>
  )
}

function Ending({ org, person }: { org: string; person: Person }) {
  const t = useTexts()
  const { data: me } = useCaller()
  const [asked, setAsked] = useState(false)
  const name = person.name ?? person.email ?? t.unnamed
  const userId = person.userId ?? ''
  const end = useAction('DELETE /staff/{userId}', { changes: PEOPLE, said: () => t.ended(name) })
  const mine = me?.organizations.find(it => it.organizationId === org)?.role ?? 'staff'
  if (userId === me?.userId || person.role === null || !rolesUpTo(mine).includes(person.role)) return null
  return (
    <section className="card stack">
      <h2>{t.end}</h2>
      <p>{t.endText}</p>
      <div className="actions">
        <Button kind="danger" onClick={() => setAsked(true)}>
          {t.end}
        </Button>
      </div>
      {asked && (
        <Confirm
          title={t.endAsk(name)}
          action={t.end}
          onConfirm={() => end.run({ path: { userId }, query: { organizationId: org } })}
          onClose={() => setAsked(false)}
        >
          <p>{t.endText}</p>
        </Confirm>
      )}
    </section>
  )
}
