import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/en'

const plural = pluralOf('en')
const sold = (n: number) => plural(n, { one: '# ticket sold', other: '# tickets sold' })

const en = {
  ...shell,
  lead: 'What your team has worked on, and what it is worth.',
  choose: 'Report',
  reports: { time: 'Time', project: 'Projects', client: 'Clients', user: 'People' },
  groupBy: 'Group by',
  by: { day: 'By day', week: 'By week', project: 'By project', person: 'By person', team: 'By team' },
  columns: { day: 'Day', week: 'Week', project: 'Project', client: 'Client', person: 'Person', team: 'Team' },
  every: { project: 'All projects', client: 'All clients', person: 'All people' },
  per: { day: 'Time per day', week: 'Time per week' },
  total: 'Total',
  /** What waits is called as its status is. */
  minutes: { all: 'Time', billable: 'Billable', approved: 'Approved', waiting: 'Submitted' },
  amount: 'Amount',
  budget: 'Budget',
  cost: 'Cost',
  margin: 'Margin',
  invoiced: 'Invoiced',
  notInvoiced: 'Not invoiced',
  capacity: 'Agreed time',
  utilization: 'Utilization',
  /** What the event of a project has sold; the revenue and the profit are empty when they are not known. */
  event: (title: string, n: number, revenue: string, profit: string) =>
    [`${title}: ${sold(n)}`, revenue && `revenue ${revenue}`, profit && `profit ${profit}`].filter(Boolean).join(', '),
  ofProjects: 'Budgets are compared with the time of these days. Events are shown with everything they have sold so far.',
  ofPeople: 'Utilization is billable time as a share of the agreed time.',
  ofTeams: 'People in several teams count in each of them, so the teams can add up to more than the total.',
  unnamed: 'No name given',
  noClient: 'No client',
  noTeam: 'No team',
  none: 'No time was entered in these days',
  noneText: 'Choose other days. Time appears here as soon as it is entered.',
  incomplete: 'There are more entries than can be added up at once. Choose fewer days to see all of them.',
  export: {
    action: (format: string) => `Export ${format}`,
    done: (n: number) => plural(n, { one: 'The file has # line.', other: 'The file has # lines.' }),
    part: (n: number) =>
      plural(n, { one: 'The file has # line, without some entries.', other: 'The file has # lines, without some entries.' }),
  },
  exportEntries: {
    action: (format: string) => `Every entry as ${format}`,
    done: (n: number) => plural(n, { one: 'The file has # entry.', other: 'The file has # entries.' }),
    part: (n: number) => plural(n, { one: 'The file has # entry, but not all.', other: 'The file has # entries, but not all.' }),
  },
  /** None in addition to those of the console. */
  problems: {} as Record<string, string>,
}

export default en
