import shell from '../../../texts/de'
import type en from './en'

const de: typeof en = {
  ...shell,
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
