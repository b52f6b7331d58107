import shell from '../../../texts/de'
import type en from './en'

const de: typeof en = {
  ...shell,
  home: {
    title: 'Deine Veranstaltungen',
    none: 'Lege deine erste Veranstaltung an',
    noneText:
      'Das dauert ein paar Minuten, und eine kostenlose Veranstaltung kann sofort online gehen. Öffentlich wird sie erst, wenn du sie veröffentlichst.',
    start: 'Veranstaltung anlegen',
  },
  start: {
    title: 'Veranstaltung anlegen',
    lead: 'Sag zuerst, wer sie veranstaltet. Danach kommt die Veranstaltung selbst.',
    organizer: 'Veranstalter',
    name: 'Name',
    nameHint: 'Dein eigener Name oder der deiner Gruppe, Spielstätte oder Firma. Du kannst ihn später ändern.',
    timeZone: 'Zeitzone',
    currency: 'Währung',
    language: 'Sprache',
    languageHint: 'Für E-Mails an dein Team.',
    next: 'Weiter zur Veranstaltung',
    free: 'Kostenlose Veranstaltungen kannst du sofort veröffentlichen. Bevor du Tickets verkaufst, prüfen wir deine Identität.',
  },
  problems: {
    too_many_organizations: 'Dir gehört schon die Höchstzahl an Organisationen.',
  },
}

export default de
