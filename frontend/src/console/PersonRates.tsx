import { CreateProjectRequest } from '../api/limits'
import { MoneyField, Repeated, SelectField } from '../ui'
import { useTexts } from './areas/texts/projects'
import { pairs } from './work'

/** The rates of single people on a project, which count before the project's own. */
export function PersonRates({
  people,
  currency,
  field: { value, error, onChange },
}: {
  people: readonly { userId: string; name: string }[]
  currency: string
  field: { value: string; error?: string; onChange: (value: string) => void }
}) {
  const t = useTexts()
  const texts = t.projects
  const rates = pairs.read(value)
  const set = (at: number, change: Partial<(typeof rates)[number]>) =>
    onChange(pairs.show(rates.map((rate, other) => (other === at ? { ...rate, ...change } : rate))))
  return (
    <fieldset className="card group" aria-describedby="rates-hint rates-error">
      <legend>{texts.fields.personRates}</legend>
      <p id="rates-hint" className="soft">
        {texts.personRatesHint}
      </p>
      <Repeated
        items={rates}
        most={CreateProjectRequest.personRates.most}
        nameOf={({ id }, at) => people.find(({ userId }) => userId === id)?.name ?? `${at + 1}`}
        add={texts.addRate}
        remove={texts.removeRate}
        make={() => ({ id: '', amount: '' })}
        onChange={items => onChange(pairs.show(items))}
      >
        {({ id, amount }, at) => (
          <div className="fields">
            <SelectField label={texts.person} value={id} onChange={to => set(at, { id: to })}>
              <option value="">{texts.choosePerson}</option>
              {people.map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
              {id && !people.some(({ userId }) => userId === id) && <option value={id}>{t.former}</option>}
            </SelectField>
            <MoneyField
              name="personRates"
              label={texts.fields['rate.amount']}
              currency={currency}
              required
              maxLength={16}
              value={amount}
              onChange={to => set(at, { amount: to })}
            />
          </div>
        )}
      </Repeated>
      <p id="rates-error" className="error" role="alert">
        {error}
      </p>
    </fieldset>
  )
}
