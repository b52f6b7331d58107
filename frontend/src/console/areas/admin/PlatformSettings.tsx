import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../../api/client'
import { UpdatePlatformSettingsRequest } from '../../../api/limits'
import { ask, queries } from '../../../api/questions'
import { ChoiceField, differences, Loaded, Skeleton, useEdit } from '../../../ui'
import { useAction } from '../../../ui/action'
import { read, show, text } from '../../../ui/kinds'
import { EditForm } from '../../EditForm'
import { useTexts } from '../texts/admin'
import { AdminPage } from './AdminPage'

type Settings = Schemas['PlatformSettingsView']

const kinds = { kycRequired: text }
const requirements = ['none', 'paidEvents', 'everything'] as const

const settings = ask('/admin/settings', {})

/** The settings of the whole platform. */
export default function PlatformSettings() {
  const t = useTexts()
  const query = useQuery(settings)
  return (
    <AdminPage title={t.sections.settings}>
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {now => <Edit now={now} />}
      </Loaded>
    </AdminPage>
  )
}

function Edit({ now }: { now: Settings }) {
  const t = useTexts()
  const update = useAction('PATCH /admin/settings', { changes: ['/admin/settings', '/admin/audit-log'], said: () => t.settings.saved })
  const edit = useEdit(show(kinds, now), {
    limits: UpdatePlatformSettingsRequest,
    save: async (values, base) => {
      const body = differences(read(kinds, values), read(kinds, base)) as Partial<Settings>
      const saved = await update.run({ version: now.version, body })
      queries.setQueryData(settings.queryKey, saved)
      return show(kinds, saved)
    },
  })
  const { values, set } = edit.form
  const shown = (name: keyof typeof kinds) => t.settings.required[edit.now[name]] ?? ''
  return (
    <EditForm edit={edit} label={t.sections.settings} names={t.settings.fields} show={shown}>
      <ChoiceField
        label={t.settings.fields.kycRequired}
        look="cards"
        value={values.kycRequired}
        choices={requirements.map(value => ({ value, text: t.settings.required[value], note: t.settings.requiredNotes[value] }))}
        onChange={value => set('kycRequired', value)}
      />
    </EditForm>
  )
}
