import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')
const sold = (n: number) => plural(n, { one: '# Ticket verkauft', other: '# Tickets verkauft' })

const de: typeof en = {
  ...shell,
  lead: 'Woran dein Team gearbeitet hat, und was es wert ist.',
  choose: 'Bericht',
  reports: { time: 'Zeit', project: 'Projekte', client: 'Kunden', user: 'Personen' },
  groupBy: 'Gruppieren',
  by: { day: 'Nach Tag', week: 'Nach Woche', project: 'Nach Projekt', person: 'Nach Person', team: 'Nach Team' },
  columns: { day: 'Tag', week: 'Woche', project: 'Projekt', client: 'Kunde', person: 'Person', team: 'Team' },
  every: { project: 'Alle Projekte', client: 'Alle Kunden', person: 'Alle Personen' },
  per: { day: 'Zeit pro Tag', week: 'Zeit pro Woche' },
  total: 'Summe',
  minutes: { all: 'Zeit', billable: 'Abrechenbar', approved: 'Genehmigt', waiting: 'Eingereicht' },
  amount: 'Betrag',
  budget: 'Budget',
  cost: 'Kosten',
  margin: 'Marge',
  invoiced: 'Berechnet',
  notInvoiced: 'Noch nicht berechnet',
  capacity: 'Sollzeit',
  utilization: 'Auslastung',
  event: (title, n, revenue, profit) =>
    [`${title}: ${sold(n)}`, revenue && `Einnahmen ${revenue}`, profit && `Gewinn ${profit}`].filter(Boolean).join(', '),
  ofProjects: 'Budgets werden mit der Zeit dieser Tage verglichen. Veranstaltungen stehen mit allem da, was sie bisher verkauft haben.',
  ofPeople: 'Die Auslastung ist der Anteil der abrechenbaren Zeit an der Sollzeit.',
  ofTeams: 'Wer in mehreren Teams ist, zählt in jedem. Deshalb können die Teams zusammen mehr ergeben als die Summe.',
  unnamed: 'Kein Name angegeben',
  noClient: 'Ohne Kunde',
  noTeam: 'Ohne Team',
  none: 'In diesen Tagen wurde keine Zeit eingetragen',
  noneText: 'Wähle andere Tage. Zeit erscheint hier, sobald sie eingetragen ist.',
  incomplete: 'Es sind mehr Einträge, als sich auf einmal addieren lassen. Wähle weniger Tage, um alle zu sehen.',
  export: {
    action: format => `${format} exportieren`,
    done: n => plural(n, { one: 'Die Datei hat # Zeile.', other: 'Die Datei hat # Zeilen.' }),
    part: n => plural(n, { one: 'Die Datei hat # Zeile, es fehlen Einträge.', other: 'Die Datei hat # Zeilen, es fehlen Einträge.' }),
  },
  exportEntries: {
    action: format => `Alle Einträge als ${format}`,
    done: n => plural(n, { one: 'Die Datei hat # Eintrag.', other: 'Die Datei hat # Einträge.' }),
    part: n => plural(n, { one: 'Die Datei hat # Eintrag, aber nicht alle.', other: 'Die Datei hat # Einträge, aber nicht alle.' }),
  },
  problems: {},
}

export default de
