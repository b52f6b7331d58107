import type en from './en'

const de: typeof en = {
  brand: 'Event Ticketing',
  skip: 'Zum Inhalt',
  close: 'Schließen',
  cancel: 'Abbrechen',
  back: 'Zurück',
  save: 'Speichern',
  retry: 'Erneut versuchen',
  loading: 'Wird geladen …',
  language: 'Sprache',
  appearance: 'Darstellung',
  appearances: { auto: 'System', light: 'Hell', dark: 'Dunkel' },
  required: 'erforderlich',
  optional: 'optional',
  more: 'Mehr anzeigen',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  signUp: 'Konto anlegen',
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Vielleicht stimmt die Adresse nicht, oder die Seite gibt es nicht mehr.',
    home: 'Zur Startseite',
  },
  signInNeeded: { title: 'Bitte melden Sie sich an', text: 'Für diese Seite müssen Sie angemeldet sein.' },
  failed: 'Etwas ist schiefgegangen',
  summary: 'Bitte prüfen Sie die markierten Felder',
  problems: {
    offline: 'Der Server ist nicht erreichbar. Ihre Eingaben sind noch da: Versuchen Sie es gleich noch einmal.',
    unauthorized: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich wieder an.',
    signed_out: 'Sie wurden abgemeldet. Bitte melden Sie sich wieder an.',
    forbidden: 'Dazu haben Sie keine Berechtigung.',
    not_found: 'Nicht gefunden. Möglicherweise wurde es gelöscht.',
    busy: 'Der Andrang ist gerade sehr groß. Bitte versuchen Sie es noch einmal.',
    too_many_requests: 'Zu viele Anfragen. Bitte versuchen Sie es gleich noch einmal.',
    internal_error: 'Bei uns ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.',
    version_mismatch: 'Jemand anderes hat das inzwischen geändert. Bitte den neuen Stand prüfen und die Änderung wiederholen.',
    required: 'Pflichtfeld',
    unknown: 'Ein unerwarteter Fehler ist aufgetreten. Bitte versuchen Sie es noch einmal.',
  },
}

export default de
