import { CreateStaffRequest } from '../api/limits'
import { Dialog, Form, FormActions, MoneyField, TextField, useForm } from '../ui'
import { useAction } from '../ui/action'
import { RoleField } from './areas/Invite'
import { useTexts } from './areas/texts/staff'
import type { OrganizationRole } from './organization'
import { type Currencies, type NewPersonValues, newPerson, newPersonBody, PEOPLE, type PersonValues } from './staff'
import { wrongAmount, wrongHours } from './work'

/** What is wrong with the terms of a person, by field. */
export function useCheck(currencies: Currencies) {
  const t = useTexts()
  return (values: Partial<PersonValues>) => ({
    'hourlyRate.amount': wrongAmount(values['hourlyRate.amount'] ?? '', currencies.hourlyRate) && t.wrongAmount,
    'costRate.amount': wrongAmount(values['costRate.amount'] ?? '', currencies.costRate) && t.wrongAmount,
    weeklyMinutes: wrongHours(values.weeklyMinutes ?? '') && t.wrongHours,
    employedUntil: Boolean(values.employedUntil) && (values.employedFrom ?? '') > (values.employedUntil ?? '') && t.endsBeforeStart,
  })
}

interface Field {
  name: string
  value: string
  error?: string
  onChange: (value: string) => void
}

type Terms = 'hourlyRate.amount' | 'costRate.amount' | 'weeklyMinutes' | 'employedFrom'

/** What was agreed with a person, for administrators of the organization. */
export function TermFields({ currencies, field }: { currencies: Currencies; field: (name: Terms) => Field }) {
  const t = useTexts()
  const of = (name: Terms) => ({ label: t.fields[name], ...field(name), required: false })
  return (
    <>
      <MoneyField hint={t.hourlyRateHint} currency={currencies.hourlyRate} {...of('hourlyRate.amount')} maxLength={16} />
      <MoneyField hint={t.costRateHint} currency={currencies.costRate} {...of('costRate.amount')} maxLength={16} />
      <TextField inputMode="decimal" placeholder="0" {...of('weeklyMinutes')} />
      <TextField type="date" {...of('employedFrom')} />
    </>
  )
}

/** Adds somebody: a member gets a staff record, anybody else is invited and gets it by joining. */
export function StaffForm({
  org,
  mine,
  currency,
  onClose,
}: {
  org: string
  mine: OrganizationRole
  currency: string
  onClose: () => void
}) {
  const t = useTexts()
  const currencies = { hourlyRate: currency, costRate: currency }
  const create = useAction('POST /staff', {
    changes: PEOPLE,
    said: it => (it.status === 'invited' ? t.invited(it.email ?? '') : t.added(it.name ?? '')),
  })
  const form = useForm<NewPersonValues>(newPerson, {
    limits: CreateStaffRequest,
    check: useCheck(currencies),
    submit: async values => {
      await create.run({ body: { ...newPersonBody(values, currencies), organizationId: org }, key: `${org}:staff` })
      onClose()
    },
  })
  return (
    <Dialog title={t.add} busy={form.busy} onClose={onClose}>
      <Form form={form} label={t.add}>
        <TextField label={t.fields.email} hint={t.emailHint} type="email" autoComplete="off" {...form.field('email')} />
        <TextField label={t.fields.name} autoComplete="off" {...form.field('name')} />
        {/* Owners are appointed among the members. */}
        <RoleField
          mine={mine === 'owner' ? 'admin' : mine}
          value={form.values.role as OrganizationRole}
          onChange={role => form.set('role', role)}
        />
        <TextField label={t.fields.title} {...form.field('title')} />
        <TextField label={t.fields.department} {...form.field('department')} />
        <TermFields currencies={currencies} field={form.field} />
        <FormActions action={t.add} busy={form.busy} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
