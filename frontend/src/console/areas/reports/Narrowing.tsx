import { useQuery } from '@tanstack/react-query'
import { askAll } from '../../../api/pages'
import { SelectField } from '../../../ui'
import { useFilter } from '../../useFilters'
import { useTexts } from '../texts/reports'

/** Which time a report is about; kept in the address. */
export function useNarrowed() {
  const [projectId, onProject] = useFilter('project')
  const [clientId, onClient] = useFilter('client')
  const [userId, onPerson] = useFilter('person')
  return {
    only: { projectId: projectId || undefined, clientId: clientId || undefined, userId: userId || undefined },
    onProject,
    onClient,
    onPerson,
  }
}

/** Chooses one project, client or person. A list that is empty is not shown, unless it was chosen from. */
export function Narrowing({ org, of }: { org: string; of: ReturnType<typeof useNarrowed> }) {
  const t = useTexts()
  const query = { organizationId: org }
  const projects = useQuery(askAll('/projects', { query }))
  const clients = useQuery(askAll('/clients', { query }))
  const people = useQuery(askAll('/staff', { query }))
  const { only } = of
  return (
    <div className="filters">
      <One
        label={t.columns.project}
        all={t.every.project}
        value={only.projectId}
        from={projects.data?.list.map(({ projectId, name }) => [projectId, name])}
        onChange={of.onProject}
      />
      <One
        label={t.columns.client}
        all={t.every.client}
        value={only.clientId}
        from={clients.data?.list.map(({ clientId, name }) => [clientId, name])}
        onChange={of.onClient}
      />
      <One
        label={t.columns.person}
        all={t.every.person}
        value={only.userId}
        from={people.data?.list.flatMap(({ userId, name }) => (userId ? [[userId, name ?? t.unnamed] as const] : []))}
        onChange={of.onPerson}
      />
    </div>
  )
}

function One({
  label,
  all,
  value = '',
  from = [],
  onChange,
}: {
  label: string
  all: string
  value: string | undefined
  from: readonly (readonly [string, string])[] | undefined
  onChange: (id: string) => void
}) {
  const t = useTexts()
  if (from.length === 0 && !value) return null
  return (
    <SelectField label={label} hideLabel value={value} onChange={onChange}>
      <option value="">{all}</option>
      {value && !from.some(([id]) => id === value) && <option value={value}>{t.unnamed}</option>}
      {from.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
