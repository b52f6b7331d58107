import { useMemo } from 'react'
import { CreateOrganizationRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { may } from '../../auth/may'
import { type Language, language, languages } from '../../i18n/language'
import { ownZone } from '../../i18n/times'
import { currencies } from '../../i18n/words/countries'
import { Button, Combobox, Form, Page, SelectField, TextField, useForm } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { useCaller } from '../caller'
import { countryHere, currencyOf } from '../here'
import { pages } from '../pages'
import { Redirect } from '../Redirect'
import { ToVerification } from '../ToVerification'
import { useTexts } from './texts/start'

const me = ask('/me', {}).queryKey

/** Leads anybody to a new event: at once if they manage an organization, otherwise over one that is founded here. */
export default function Start() {
  const { data: caller } = useCaller()
  const org = caller?.organizations.find(({ organizationId }) => may('createEvent', caller, organizationId))?.organizationId
  if (!caller) return null
  return org ? <Redirect to={href(pages.newEvent, { org })} /> : <Founding name={caller.name ?? ''} />
}

function Founding({ name }: { name: string }) {
  const t = useTexts()
  const found = useAction('POST /organizations')
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map(zone => ({ value: zone, text: zone.replaceAll('_', ' ') })), [])
  const form = useForm(
    { name, timeZone: ownZone(), currency: currencyOf(countryHere()), language: language() },
    {
      limits: CreateOrganizationRequest,
      submit: async values => {
        const made = await found.run({ body: { ...values, name: values.name.trim() }, key: 'start' })
        const { organizationId } = made
        queries.setQueryData(ask('/organizations/{organizationId}', { path: { organizationId } }).queryKey, made)
        // The caller with an organization is led on to its first event.
        queries.setQueryData(
          me,
          now => now && { ...now, organizations: [...now.organizations, { organizationId, role: 'owner' as const }] },
        )
      },
    },
  )
  return (
    <Page title={t.start.title} lead={t.start.lead} className="editor">
      <Form form={form} label={t.start.title}>
        <fieldset className="card group">
          <legend>{t.start.organizer}</legend>
          <TextField label={t.start.name} hint={t.start.nameHint} autoComplete="organization" {...form.field('name')} />
          <div className="fields">
            <Combobox label={t.start.timeZone} none={t.nothingFound} options={zones} {...form.field('timeZone')} required />
            <SelectField label={t.start.currency} {...form.field('currency')}>
              {currencies.map(code => (
                <option key={code} value={code}>
                  {code.toUpperCase()}
                </option>
              ))}
            </SelectField>
            <SelectField label={t.start.language} hint={t.start.languageHint} {...form.field('language')}>
              {(Object.keys(languages) as Language[]).map(tag => (
                <option key={tag} value={tag} lang={tag}>
                  {languages[tag]}
                </option>
              ))}
            </SelectField>
          </div>
        </fieldset>
        <ToVerification after={form.problem} />
        <div className="actions">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t.start.next}
          </Button>
          <p className="soft">{t.start.free}</p>
        </div>
      </Form>
    </Page>
  )
}
