import { money } from '../i18n/format'
import { Badge, Meter } from '../ui'
import { useTexts } from './areas/texts/projects'
import type { Project } from './projects'
import { hoursOf } from './work'

/** What was spent of the budgets, in figures and as bars. Nothing for those who may not see it. */
export function Budget({ of: { used, billing, budget, budgetMinutes } }: { of: Project }) {
  const t = useTexts()
  if (!used) return null
  const over = (budgetMinutes !== null && used.minutes > budgetMinutes) || (budget !== null && used.amount.amount > budget.amount)
  return (
    <div className="sold-cell">
      <span>{budgetMinutes === null ? hoursOf(used.minutes) : t.projects.spent(hoursOf(used.minutes), hoursOf(budgetMinutes))}</span>
      {budgetMinutes !== null && <Meter of={budgetMinutes} taken={used.minutes} />}
      {(budget !== null || billing !== 'nonBillable') && (
        <span>{budget === null ? money(used.amount) : t.projects.spent(money(used.amount), money(budget))}</span>
      )}
      {budget !== null && <Meter of={budget.amount} taken={used.amount.amount} />}
      {over && (
        <span>
          <Badge tone="bad">{t.projects.over}</Badge>
        </span>
      )}
      {!used.complete && <span className="soft">{t.projects.atLeast}</span>}
    </div>
  )
}
