import type { ReactNode } from 'react'
import type { Schemas } from '../api/client'
import { money } from '../i18n/format'
import { Badge, Meter } from '../ui'
import { useTexts } from './areas/texts/projects'
import type { Project } from './projects'
import { hoursOf } from './work'

type Money = Schemas['Money']

/** What was spent of the budgets, in figures and as bars. Nothing for those who may not see it. */
export function Budget({ of: { used, billing, budget, budgetMinutes } }: { of: Project }) {
  const t = useTexts()
  if (!used) return null
  const amount = budget !== null || billing !== 'nonBillable' ? used.amount : null
  return (
    <BudgetBars minutes={used.minutes} budgetMinutes={budgetMinutes} amount={amount} budget={budget}>
      {!used.complete && <span className="soft">{t.projects.atLeast}</span>}
    </BudgetBars>
  )
}

/** Time, and money unless it is null, with what there is for each. */
export function BudgetBars({
  minutes,
  budgetMinutes,
  amount = null,
  budget = null,
  show = hoursOf,
  children,
}: {
  minutes: number
  budgetMinutes: number | null
  amount?: Money | null
  budget?: Money | null
  /** How time is written. */
  show?: (minutes: number) => string
  children?: ReactNode
}) {
  const t = useTexts()
  const over = (budgetMinutes !== null && minutes > budgetMinutes) || (budget !== null && amount !== null && amount.amount > budget.amount)
  return (
    <div className="sold-cell">
      <span>{budgetMinutes === null ? show(minutes) : t.projects.spent(show(minutes), show(budgetMinutes))}</span>
      {budgetMinutes !== null && <Meter of={budgetMinutes} taken={minutes} />}
      {amount !== null && <span>{budget === null ? money(amount) : t.projects.spent(money(amount), money(budget))}</span>}
      {amount !== null && budget !== null && <Meter of={budget.amount} taken={amount.amount} />}
      {over && (
        <span>
          <Badge tone="bad">{t.projects.over}</Badge>
        </span>
      )}
      {children}
    </div>
  )
}
