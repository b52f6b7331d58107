import { useQuery } from '@tanstack/react-query'
import { CreateProjectRequest } from '../api/limits'
import { askAll } from '../api/pages'
import { ask } from '../api/questions'
import { date } from '../i18n/format'
import { Checkbox, ChoiceField, Combobox, MoneyField, TextArea, TextField } from '../ui'
import { useTexts } from './areas/texts/projects'
import { PersonRates } from './PersonRates'
import { isCode, type Project, type ProjectValues, wrongRates } from './projects'
import { ids, wrongAmount, wrongHours } from './work'

/** What a project can be connected with: clients, events and people of the organization. What cannot be had is left out. */
export function useChoices(org: string) {
  const query = { organizationId: org }
  const organization = useQuery(ask('/organizations/{organizationId}', { path: query }))
  const clients = useQuery(askAll('/clients', { query }))
  const events = useQuery(askAll('/my-events', { query }))
  const members = useQuery(ask('/organizations/{organizationId}/members', { path: query }))
  return {
    pending: [organization, clients, events, members].some(it => it.isPending),
    currency: organization.data?.currency ?? 'eur',
    clients: clients.data?.list ?? [],
    events: events.data?.list ?? [],
    people: (members.data?.items ?? []).filter(({ kind }) => kind === 'person'),
  }
}

export type Choices = ReturnType<typeof useChoices>

/** What is wrong with the values of a project, by field. */
export function useCheck() {
  const t = useTexts()
  return (values: ProjectValues, currency: string) => ({
    code: !isCode(values.code) && t.projects.codeWrong,
    'rate.amount': values.billing === 'hourly' && wrongAmount(values['rate.amount'], currency) && t.wrongAmount,
    'fixedFee.amount': values.billing === 'fixed' && wrongAmount(values['fixedFee.amount'], currency) && t.wrongAmount,
    'budget.amount': wrongAmount(values['budget.amount'], currency) && t.wrongAmount,
    budgetMinutes: wrongHours(values.budgetMinutes) && t.wrongHours,
    endsOn: values.endsOn !== '' && values.startsOn > values.endsOn && t.projects.endsBeforeStart,
    memberIds: ids.read(values.memberIds).length > CreateProjectRequest.memberIds.most && t.projects.tooManyPeople,
    personRates: wrongRates(values.personRates, currency) && t.projects.personRatesWrong,
  })
}

interface Field {
  name: string
  value: string
  error?: string
  onChange: (value: string) => void
}

/** The form fields of a project. @param project As it is stored: its client may be archived, and people in it may have left. */
export function ProjectFields({
  choices,
  currency,
  project,
  field,
}: {
  choices: Choices
  currency: string
  project?: Project
  field: (name: keyof ProjectValues) => Field
}) {
  const t = useTexts()
  const texts = t.projects
  const billing = field('billing')
  const members = field('memberIds')
  const chosen = ids.read(members.value)
  const of = (name: keyof ProjectValues) => ({ label: texts.fields[name], ...field(name) })
  // An amount needs a number, but the project needs no amount.
  const amount = (name: keyof ProjectValues) => ({ ...of(name), currency, required: false, maxLength: 16 })
  // The currency of a project stays: it moves only to a client that pays in it.
  const clients = choices.clients.filter(
    it => it.clientId === project?.clientId || (it.status === 'active' && (!project || it.currency === currency)),
  )
  const known = new Set(choices.people.map(({ userId }) => userId))
  const people = [
    ...choices.people.map(it => ({ userId: it.userId, name: it.name ?? it.email ?? t.unnamed })),
    ...(project?.memberIds ?? []).filter(userId => !known.has(userId)).map(userId => ({ userId, name: t.former })),
  ]
  return (
    <>
      <fieldset className="card group">
        <legend>{texts.what}</legend>
        <div className="fields">
          <TextField {...of('name')} />
          <TextField hint={texts.codeHint} autoComplete="off" {...of('code')} />
          <Combobox
            hint={texts.clientHint}
            none={t.nothingFound}
            options={clients.map(it => ({ value: it.clientId, text: it.name, note: it.currency.toUpperCase() }))}
            {...of('clientId')}
          />
          <Combobox
            none={t.nothingFound}
            options={choices.events.map(it => ({
              value: it.eventId,
              text: it.title,
              note: date(it.startsAt, it.timeZone, { dateStyle: 'medium' }),
            }))}
            {...of('eventId')}
          />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.money}</legend>
        <ChoiceField
          label={texts.fields.billing}
          value={billing.value}
          choices={Object.entries(texts.billings).map(([value, name]) => ({ value, text: name }))}
          onChange={billing.onChange}
        />
        <div className="fields">
          {billing.value === 'hourly' && <MoneyField hint={texts.rateHint} {...amount('rate.amount')} />}
          {billing.value === 'fixed' && <MoneyField {...amount('fixedFee.amount')} />}
          <TextField inputMode="decimal" placeholder="0" {...of('budgetMinutes')} />
          <MoneyField {...amount('budget.amount')} />
        </div>
      </fieldset>
      <PersonRates people={people} currency={currency} field={field('personRates')} />
      <fieldset className="card group">
        <legend>{texts.when}</legend>
        <div className="fields">
          <TextField type="date" {...of('startsOn')} />
          <TextField type="date" {...of('endsOn')} />
        </div>
      </fieldset>
      <fieldset className="card group" aria-describedby="people-hint people-error">
        <legend>{texts.fields.memberIds}</legend>
        <p id="people-hint" className="soft">
          {texts.peopleHint}
        </p>
        {people.map(({ userId, name }) => (
          <Checkbox
            key={userId}
            name="memberIds"
            label={<bdi>{name}</bdi>}
            checked={chosen.includes(userId)}
            onChange={on => members.onChange(ids.show(on ? [...chosen, userId] : chosen.filter(other => other !== userId)))}
          />
        ))}
        <p id="people-error" className="error" role="alert">
          {members.error}
        </p>
      </fieldset>
      <div className="card group">
        <TextArea hint={texts.notesHint} rows={4} {...of('notes')} />
      </div>
    </>
  )
}
