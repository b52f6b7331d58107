import { useMemo, useState } from 'react'
import { TicketTypeField } from '../api/limits'
import { language } from '../i18n/language'
import { countries, currencies } from '../i18n/words/countries'
import { Combobox, CountField, controlLimits, Disclosure, MomentField, MoneyField, SelectField, TextArea, TextField } from '../ui'
import { useTexts } from './areas/texts/events'
import { type EventValues, type TypeValues, USUAL_MOST } from './values'

/** Props of a control, limits included. */
interface Field {
  name: string
  value: string
  error?: string
  onChange: (value: string) => void
}

/** The form fields of an event. `locked`: published, so price settings are fixed. `started`: the start can no longer change. */
export function EventFields({
  field,
  locked = false,
  started = false,
}: {
  field: (name: keyof EventValues) => Field
  locked?: boolean
  started?: boolean
}) {
  const t = useTexts()
  const tag = language()
  const regions = useMemo(() => countries(tag).map(({ code, name }) => ({ value: code, text: name })), [tag])
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map(name => ({ value: name, text: name.replaceAll('_', ' ') })), [])
  const zone = field('timeZone')
  const category = field('category')
  const country = field('venue.country')
  const display = field('priceDisplay')
  const [unsaid] = useState(!display.value)
  const time = (name: 'startsAt' | 'endsAt' | 'gateOpensAt' | 'refundsUntil', hint?: string) => (
    <MomentField key={name} label={t.editor.fields[name]} hint={hint} disabled={started && name === 'startsAt'} {...field(name)} />
  )
  return (
    <>
      <fieldset className="card group">
        <legend>{t.editor.basics}</legend>
        <TextField label={t.editor.fields.title} {...field('title')} />
        <TextArea label={t.editor.fields.description} hint={t.editor.descriptionHint} rows={6} {...field('description')} />
        <SelectField label={t.editor.fields.category} {...category}>
          {[...new Set([...Object.keys(t.categories), category.value])].map(name => (
            <option key={name} value={name}>
              {t.categories[name] ?? name}
            </option>
          ))}
        </SelectField>
      </fieldset>
      <fieldset className="card group">
        <legend>{t.editor.when}</legend>
        <div className="fields">
          {time('startsAt')}
          {time('endsAt')}
          {time('gateOpensAt', t.editor.gateHint)}
          {time('refundsUntil', t.editor.refundsHint)}
          <Combobox
            label={t.editor.fields.timeZone}
            hint={t.editor.zoneHint}
            none={t.nothingFound}
            options={zones}
            disabled={started}
            {...zone}
          />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{t.editor.where}</legend>
        <div className="fields">
          <TextField label={t.editor.fields['venue.name']} {...field('venue.name')} />
          <TextField label={t.editor.fields['venue.address']} {...field('venue.address')} />
          <TextField label={t.editor.fields['venue.city']} {...field('venue.city')} />
          <TextField
            label={t.editor.fields['venue.postalCode']}
            hint={t.editor.postalCodeHint}
            required={country.value === 'US' || country.value === 'CA'}
            {...field('venue.postalCode')}
          />
          <TextField label={t.editor.fields['venue.state']} {...field('venue.state')} />
          <Combobox label={t.editor.fields['venue.country']} none={t.nothingFound} options={regions} {...country} />
          <CountField label={t.editor.fields.capacity} hint={t.editor.capacityHint} {...field('capacity')} />
          <CountField label={t.editor.fields.maxPerPerson} hint={t.editor.perPersonHint} {...field('maxPerPerson')} />
          <SelectField label={t.editor.fields.priceDisplay} hint={t.editor.priceHint} disabled={locked} {...display}>
            {['', 'taxIncluded', 'taxExcluded']
              .filter(name => name || unsaid)
              .map(name => (
                <option key={name} value={name}>
                  {t.editor.priceDisplays[name]}
                </option>
              ))}
          </SelectField>
        </div>
      </fieldset>
    </>
  )
}

/** The form fields of a ticket type. `at` prefixes the API's field names: `ticketTypes[0].`. */
export function TypeFields({
  at = '',
  values,
  errors,
  onChange,
  currencyLocked = false,
}: {
  at?: string
  values: TypeValues
  errors: Readonly<Record<string, string>>
  onChange: (values: TypeValues, name: string) => void
  currencyLocked?: boolean
}) {
  const t = useTexts()
  const [open, setOpen] = useState(values.maxPerOrder !== USUAL_MOST || Boolean(values.salesStartAt || values.salesEndAt))
  // Open the section when it contains an error.
  const folded = ['maxPerOrder', 'salesStartAt', 'salesEndAt'] as const
  const field = (key: keyof TypeValues): Field => {
    const name = at + key
    return {
      ...controlLimits(TicketTypeField, key),
      name,
      value: values[key],
      error: errors[name],
      onChange: value => onChange({ ...values, [key]: value }, name),
    }
  }
  return (
    <div className="form">
      <div className="fields type-fields">
        <TextField label={t.types.name} {...field('name')} />
        <div className="price-fields">
          <MoneyField label={t.types.price} {...field('price.amount')} maxLength={16} />
          <SelectField label={t.types.currency} disabled={currencyLocked} {...field('price.currency')}>
            {[...new Set([...currencies, values['price.currency']])].map(code => (
              <option key={code} value={code}>
                {code.toUpperCase()}
              </option>
            ))}
          </SelectField>
        </div>
        <CountField label={t.types.quantity} {...field('quantity')} />
      </div>
      <Disclosure title={t.types.more} open={open || folded.some(key => errors[at + key])} onToggle={setOpen}>
        <div className="fields">
          <CountField label={t.types.maxPerOrder} required {...field('maxPerOrder')} />
          <MomentField label={t.types.salesStartAt} hint={t.types.salesStartHint} {...field('salesStartAt')} />
          <MomentField label={t.types.salesEndAt} hint={t.types.salesEndHint} {...field('salesEndAt')} />
        </div>
      </Disclosure>
    </div>
  )
}
