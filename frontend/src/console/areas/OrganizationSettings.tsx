import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { UpdateOrganizationRequest } from '../../api/limits'
import { ask, queries } from '../../api/questions'
import { language, languages } from '../../i18n/language'
import { countries, currencies } from '../../i18n/words/countries'
import {
  Button,
  Combobox,
  Dialog,
  differences,
  Form,
  Loaded,
  Notice,
  Page,
  SelectField,
  Skeleton,
  TextArea,
  TextField,
  useEdit,
  useForm,
} from '../../ui'
import { useAction } from '../../ui/action'
import { EditForm } from '../EditForm'
import { LIVE, useLive } from '../live'
import { type Organization, useMay } from '../organization'
import { isPhone, isWebsite, organizationBody, organizationValues } from '../settings'
import { Logo } from './Logo'
import { useTexts } from './texts/organization'

const settingsOf = (organizationId: string) => ask('/organizations/{organizationId}', { path: { organizationId } })

/** The settings of an organization, for its admins and owners; owners can close it. */
export default function OrganizationSettings({ org }: { org: string }) {
  const t = useTexts()
  const may = useMay()
  const organization = useQuery(settingsOf(org))
  // What others change is merged into the input as it arrives.
  useLive(settingsOf(org), { changes: [], every: LIVE * 3 })
  return (
    <Page title={t.nav.settings} className="editor">
      <Loaded query={organization} skeleton={<Skeleton lines={12} />}>
        {it =>
          it.status === 'closed' ? (
            <Notice>{t.settings.closed}</Notice>
          ) : (
            <div className="stack">
              <Logo organization={it} />
              <Fields organization={it} />
              {may('closeOrganization') && <Closing organization={it} />}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function Fields({ organization }: { organization: Organization }) {
  const t = useTexts()
  const texts = t.settings
  const { organizationId, version } = organization
  const update = useAction('PATCH /organizations/{organizationId}', {
    changes: ['/organizations/{organizationId}', '/organizations'],
    said: () => texts.saved,
  })
  const edit = useEdit(organizationValues(organization), {
    limits: UpdateOrganizationRequest,
    check: values => ({
      website: !isWebsite(values.website) && texts.websiteWrong,
      phone: !isPhone(values.phone) && texts.phoneWrong,
    }),
    save: async (values, base) => {
      const body = differences(organizationBody(values), organizationBody(base))
      const saved = await update.run({ path: { organizationId }, body, version })
      queries.setQueryData(settingsOf(organizationId).queryKey, saved)
      return organizationValues(saved)
    },
  })
  const tag = language()
  const regions = useMemo(() => countries(tag).map(({ code, name }) => ({ value: code, text: name })), [tag])
  const zones = useMemo(
    () =>
      [...new Set([organization.timeZone, ...Intl.supportedValuesOf('timeZone')])].map(name => ({
        value: name,
        text: name.replaceAll('_', ' '),
      })),
    [organization.timeZone],
  )
  const field = <N extends keyof typeof edit.values & string>(name: N) => ({ label: texts.fields[name], ...edit.form.field(name) })
  const { values } = edit
  // An address is whole or absent.
  const addressed = Object.entries(values).some(([name, value]) => name.startsWith('address.') && value.trim())
  const part = (name: 'address.line1' | 'address.postalCode' | 'address.city' | 'address.country') => ({
    ...field(name),
    required: addressed,
  })
  return (
    <EditForm edit={edit} label={t.nav.settings} names={texts.fields}>
      <fieldset className="card group">
        <legend>{texts.who}</legend>
        <div className="fields">
          <TextField {...field('name')} required />
          <TextField hint={texts.legalNameHint} {...field('legalName')} />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.contact}</legend>
        <div className="fields">
          <TextField type="email" hint={texts.contactHint} {...field('contactEmail')} />
          <TextField type="tel" hint={texts.phoneHint} {...field('phone')} />
          <TextField inputMode="url" hint={texts.websiteHint} {...field('website')} />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.address}</legend>
        <div className="fields">
          <TextField {...part('address.line1')} />
          <TextField {...field('address.line2')} />
          <TextField {...part('address.postalCode')} />
          <TextField {...part('address.city')} />
          <Combobox none={t.nothingFound} options={regions} {...part('address.country')} />
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.usual}</legend>
        <p className="soft">{texts.usualText}</p>
        <div className="fields">
          <Combobox hint={texts.zoneHint} none={t.nothingFound} options={zones} {...field('timeZone')} required />
          <SelectField {...field('currency')}>
            {[...new Set([...currencies, values.currency])].map(code => (
              <option key={code} value={code}>
                {code.toUpperCase()}
              </option>
            ))}
          </SelectField>
          <SelectField {...field('language')}>
            {Object.entries(languages).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField {...field('weekStartsOn')}>
            {(['monday', 'sunday'] as const).map(day => (
              <option key={day} value={day}>
                {texts.weekDays[day]}
              </option>
            ))}
          </SelectField>
        </div>
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.texts}</legend>
        <TextArea {...field('refundPolicy')} />
        <TextArea hint={texts.footerHint} rows={3} {...field('mailFooter')} />
      </fieldset>
      <fieldset className="card group">
        <legend>{texts.money}</legend>
        <p className="soft">{texts.moneyText}</p>
        <div className="fields">
          <TextField {...field('taxId')} />
        </div>
        <TextArea rows={3} {...field('bankDetails')} />
      </fieldset>
    </EditForm>
  )
}

function Closing({ organization }: { organization: Organization }) {
  const t = useTexts()
  const [asked, setAsked] = useState(false)
  const texts = t.settings.close
  return (
    <section className="card stack">
      <h2>{texts.title}</h2>
      <p>{texts.text}</p>
      <div className="actions">
        <Button kind="danger" onClick={() => setAsked(true)}>
          {texts.action}
        </Button>
      </div>
      {asked && <Close organization={organization} onClose={() => setAsked(false)} />}
    </section>
  )
}

/** Closes the organization once its name has been typed. */
function Close({ organization: { organizationId, name }, onClose }: { organization: Organization; onClose: () => void }) {
  const t = useTexts()
  const texts = t.settings.close
  const close = useAction('POST /organizations/{organizationId}/close', {
    changes: ['/organizations/{organizationId}', '/organizations'],
    said: () => texts.done(name),
  })
  const form = useForm(
    { typed: '' },
    {
      check: ({ typed }) => ({ typed: typed.trim() !== name.trim() && texts.mismatch }),
      submit: async () => {
        await close.run({ path: { organizationId } })
        onClose()
      },
    },
  )
  return (
    <Dialog title={texts.ask(name)} busy={form.busy} onClose={onClose}>
      <p>{texts.text}</p>
      <Form form={form}>
        <TextField label={texts.type(name)} required autoComplete="off" {...form.field('typed')} />
        <div className="actions">
          <Button type="submit" kind="danger" busy={form.busy}>
            {texts.action}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
