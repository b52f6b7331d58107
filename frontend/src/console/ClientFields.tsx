import { useMemo } from 'react'
import { language, languages } from '../i18n/language'
import { countries, currencies } from '../i18n/words/countries'
import { Combobox, CountField, MoneyField, SelectField, TextArea, TextField } from '../ui'
import { useTexts } from './areas/texts/projects'
import type { ClientValues } from './projects'
import { isPhone } from './settings'
import { wrongAmount } from './work'

/** What is wrong with the values of a client, by field. */
export function useCheck() {
  const t = useTexts()
  return (values: ClientValues) => ({
    phone: !isPhone(values.phone) && t.clients.phoneWrong,
    'defaultRate.amount': wrongAmount(values['defaultRate.amount'], values.currency) && t.wrongAmount,
  })
}

interface Field {
  name: string
  value: string
  error?: string
  onChange: (value: string) => void
}

/** The form fields of a client. @param hasProjects Then its currency stays. */
export function ClientFields({
  values,
  hasProjects = false,
  field,
}: {
  values: ClientValues
  hasProjects?: boolean
  field: (name: keyof ClientValues) => Field
}) {
  const t = useTexts()
  const texts = t.clients
  const tag = language()
  const regions = useMemo(() => countries(tag).map(({ code, name }) => ({ value: code, text: name })), [tag])
  const of = (name: keyof ClientValues) => ({ label: texts.fields[name], ...field(name) })
  // An address is whole or absent.
  const addressed = Object.entries(values).some(([name, value]) => name.startsWith('address.') && value.trim())
  const part = (name: 'address.line1' | 'address.postalCode' | 'address.city' | 'address.country') => ({ ...of(name), required: addressed })
  return (
    <>
      <fieldset className="card group">
        <legend>{texts.who}</legend>
        <div className="fields">
          <TextField {...of('name')} />
          <TextField {...of('contactName')} />
          <TextField type="email" {...of('email')} />
          <TextField type="tel" hint={texts.phoneHint} {...of('phone')} />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.address}</legend>
        <div className="fields">
          <TextField {...part('address.line1')} />
          <TextField {...of('address.line2')} />
          <TextField {...part('address.postalCode')} />
          <TextField {...part('address.city')} />
          <Combobox none={t.nothingFound} options={regions} {...part('address.country')} />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.billing}</legend>
        <div className="fields">
          <SelectField hint={hasProjects ? texts.currencyStays : texts.currencyHint} disabled={hasProjects} {...of('currency')}>
            {[...new Set([...currencies, values.currency])].map(code => (
              <option key={code} value={code}>
                {code.toUpperCase()}
              </option>
            ))}
          </SelectField>
          <MoneyField hint={texts.rateHint} currency={values.currency} {...of('defaultRate.amount')} required={false} maxLength={16} />
          <CountField hint={texts.termsHint} {...of('paymentTermsDays')} />
          <SelectField {...of('language')}>
            <option value="">{texts.asOrganization}</option>
            {Object.entries(languages).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField {...of('taxId')} />
        </div>
      </fieldset>
      <div className="card group">
        <TextArea hint={texts.notesHint} rows={4} {...of('notes')} />
      </div>
    </>
  )
}
