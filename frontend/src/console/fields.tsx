import { useMemo, useState } from 'react'
import { language } from '../i18n/language'
import { countries, currencies } from '../i18n/words/countries'
import { SelectField, TextArea, TextField } from '../ui'
import { useTexts } from './areas/texts/events'
import { type EventValues, type TypeValues, USUAL_MOST } from './values'

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
  const tongue = language()
  const lands = useMemo(() => countries(tongue), [tongue])
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const zone = field('timeZone')
  const category = field('category')
  const country = field('venue.country')
  const display = field('priceDisplay')
  const [unsaid] = useState(!display.value)
  const time = (name: 'startsAt' | 'endsAt' | 'gateOpensAt' | 'refundsUntil', hint?: string) => (
    <TextField
      key={name}
      label={t.editor.fields[name]}
      hint={hint}
      type="datetime-local"
      required={!hint}
      disabled={started && name === 'startsAt'}
      {...field(name)}
    />
  )
  return (
    <>
      <fieldset className="card group">
        <legend>{t.editor.basics}</legend>
        <TextField label={t.editor.fields.title} required maxLength={200} {...field('title')} />
        <TextArea
          label={t.editor.fields.description}
          hint={t.editor.descriptionHint}
          rows={6}
          maxLength={20_000}
          {...field('description')}
        />
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
          <SelectField label={t.editor.fields.timeZone} hint={t.editor.zoneHint} disabled={started} {...zone}>
            {[...new Set([zone.value, ...zones])].map(name => (
              <option key={name} value={name}>
                {name.replaceAll('_', ' ')}
              </option>
            ))}
          </SelectField>
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{t.editor.where}</legend>
        <div className="fields">
          <TextField label={t.editor.fields['venue.name']} required maxLength={200} {...field('venue.name')} />
          <TextField label={t.editor.fields['venue.address']} maxLength={300} {...field('venue.address')} />
          <TextField label={t.editor.fields['venue.city']} required maxLength={100} {...field('venue.city')} />
          <TextField
            label={t.editor.fields['venue.postalCode']}
            hint={t.editor.postalCodeHint}
            required={country.value === 'US' || country.value === 'CA'}
            maxLength={20}
            {...field('venue.postalCode')}
          />
          <TextField label={t.editor.fields['venue.state']} maxLength={50} {...field('venue.state')} />
          <SelectField label={t.editor.fields['venue.country']} required {...country}>
            <option value="">{t.editor.choose}</option>
            {lands.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t.editor.fields.capacity}
            hint={t.editor.capacityHint}
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={1_000_000}
            {...field('capacity')}
          />
          <TextField
            label={t.editor.fields.maxPerPerson}
            hint={t.editor.perPersonHint}
            type="number"
            inputMode="numeric"
            min={1}
            max={1_000_000}
            {...field('maxPerPerson')}
          />
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
  const names: Record<keyof TypeValues, string> = {
    name: 'name',
    price: 'price.amount',
    currency: 'price.currency',
    quantity: 'quantity',
    maxPerOrder: 'maxPerOrder',
    salesStartAt: 'salesStartAt',
    salesEndAt: 'salesEndAt',
  }
  // Open the section when it contains an error.
  const folded = ['maxPerOrder', 'salesStartAt', 'salesEndAt'] as const
  const field = (key: keyof TypeValues): Field => {
    const name = at + names[key]
    return { name, value: values[key], error: errors[name], onChange: value => onChange({ ...values, [key]: value }, name) }
  }
  return (
    <div className="form">
      <div className="fields type-fields">
        <TextField label={t.types.name} required maxLength={100} {...field('name')} />
        <div className="price-fields">
          <TextField label={t.types.price} required inputMode="decimal" placeholder="0" {...field('price')} />
          <SelectField label={t.types.currency} disabled={currencyLocked} {...field('currency')}>
            {[...new Set([...currencies, values.currency])].map(code => (
              <option key={code} value={code}>
                {code.toUpperCase()}
              </option>
            ))}
          </SelectField>
        </div>
        <TextField label={t.types.quantity} type="number" inputMode="numeric" required min={1} max={1_000_000} {...field('quantity')} />
      </div>
      <details open={open || folded.some(key => errors[at + names[key]])} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>{t.types.more}</summary>
        <div className="fields">
          <TextField label={t.types.maxPerOrder} type="number" inputMode="numeric" required min={1} max={50} {...field('maxPerOrder')} />
          <TextField label={t.types.salesStartAt} hint={t.types.salesStartHint} type="datetime-local" {...field('salesStartAt')} />
          <TextField label={t.types.salesEndAt} hint={t.types.salesEndHint} type="datetime-local" {...field('salesEndAt')} />
        </div>
      </details>
    </div>
  )
}
