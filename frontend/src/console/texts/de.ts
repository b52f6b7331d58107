import type en from './en'

const de: typeof en = {
  title: 'Konsole',
  actions: 'Aktionen',
  nothingFound: 'Keine Treffer',
  nav: { main: 'Hauptmenü', site: 'Seiten', events: 'Veranstaltungen', admin: 'Verwaltung', shop: 'Zum Shop', scanner: 'Scanner' },
  status: {
    draft: 'Entwurf',
    published: 'Im Verkauf',
    active: 'Läuft',
    completed: 'Beendet',
    cancelled: 'Abgesagt',
    archived: 'Archiviert',
  },
  events: { title: 'Deine Veranstaltungen' },
  event: {
    loading: 'Veranstaltung',
    views: 'Ansichten dieser Veranstaltung',
    view: { overview: 'Überblick', edit: 'Bearbeiten', registrations: 'Anmeldungen', attendees: 'Gäste', 'check-ins': 'Einlass' },
  },
  edit: {
    save: 'Änderungen speichern',
    unsaved: 'Du hast ungespeicherte Änderungen.',
    nothingToSave: 'Alles ist gespeichert.',
    discard: 'Verwerfen',
    conflict: 'Jemand anderes hat dieselben Felder geändert',
    conflictText: 'Deine Eingaben stehen noch in den Feldern. Dies sind die aktuellen Werte; beim Speichern werden sie überschrieben.',
    takeTheirs: 'Meine Änderungen verwerfen',
  },
  unsaved: {
    title: 'Ohne Speichern verlassen?',
    text: 'Deine Eingaben bleiben in diesem Tab und sind wieder da, wenn du zurückkommst.',
    signOut: 'Beim Abmelden werden deine Eingaben von diesem Gerät entfernt.',
    leave: 'Verlassen',
  },
  types: {
    title: 'Ticketarten',
    name: 'Ticketart',
    price: 'Preis',
    free: 'Kostenlos',
    state: 'Status',
    states: { available: 'Im Verkauf', held: 'Alle in Warenkörben', soldOut: 'Ausverkauft', notOnSale: 'Nicht im Verkauf' },
  },
  problems: {
    not_yourself: 'Das kannst du nicht selbst für dich tun: Jemand anderes muss es tun.',
    not_payable:
      'Dieser Betrag lässt sich nicht mit Karte zahlen. Er ist für seine Währung zu klein oder zu groß, oder die letzte Ziffer muss 0 sein.',
    event_closed: 'Diese Veranstaltung ist beendet oder abgesagt.',
    invalid_email: 'Bitte gib eine gültige E-Mail-Adresse ein, zum Beispiel name@example.com.',
    out_of_range: 'Diese Zahl ist zu klein oder zu groß.',
    invalid: 'Bitte prüfe deine Eingaben.',
    invalid_characters: 'Die Eingabe enthält ein unzulässiges Zeichen. Bitte gib sie neu ein.',
    too_long: 'Das ist zu lang. Bitte kürze es.',
    too_short: 'Das ist zu kurz. Bitte schreibe es aus.',
    act_in_progress:
      'Eine andere Aktion an dieser Person oder Organisation ist noch nicht abgeschlossen. Bitte versuche es in einer Minute erneut.',
  },
}

export default de
