import { pluralOf } from '../../../i18n/plural'
import shell from '../de'
import type en from './en'

const plural = pluralOf('de')

const de: typeof en = {
  ...shell,
  events: {
    ...shell.events,
    lead: 'Wählen Sie die Veranstaltung für den Einlass. Einmal geöffnet, funktioniert sie auch offline.',
    here: 'Auf diesem Gerät',
    yours: 'Ihre Veranstaltungen',
    none: 'Keine Veranstaltungen',
    noneText: 'Öffnen Sie den Link des Veranstalters, oder geben Sie die ID der Veranstaltung ein.',
    id: 'Link oder ID der Veranstaltung',
    idHint: 'Zum Beispiel evt_01k9m9s346q3d25vt4f5v37e3s',
    idWrong: 'Das ist weder ein Link noch eine ID einer Veranstaltung.',
    open: 'Öffnen',
    forget: 'Vom Gerät entfernen',
    forgetText: title => `Entfernt die Gästeliste von „${title}“ mit allen Namen. Online lässt sie sich wieder herunterladen.`,
    notUploaded: 'Es gibt Scans, die noch nicht hochgeladen sind. Verbinden Sie das Gerät zuerst mit dem Netz.',
    signIn: 'Melden Sie sich an, um Ihre Veranstaltungen zu sehen.',
  },
  pair: {
    ...shell.pair,
    title: 'Dieses Gerät koppeln',
    text: 'Auf einem gekoppelten Gerät muss sich niemand anmelden. Manager bekommen den Code in der Konsole unter „Einlassgeräte“.',
    code: 'Kopplungscode',
    codeHint: 'Acht Buchstaben und Ziffern, zum Beispiel K7QM-4XPR',
    wrong: 'Ein Kopplungscode hat acht Buchstaben und Ziffern.',
    signsOut: name => `Beim Koppeln wird ${name} auf diesem Gerät abgemeldet.`,
    action: 'Koppeln',
    done: name => `Gekoppelt als „${name}“.`,
    events: 'Veranstaltungen dieses Geräts',
    until: moment => `Gekoppelt bis ${moment}`,
  },
  unpair: {
    title: 'Kopplung dieses Geräts aufheben?',
    action: 'Kopplung aufheben',
    text: 'Es scannt dann nicht mehr, und seine Gästelisten mit allen Namen werden gelöscht. Neu koppeln geht nur mit neuem Code.',
    waiting: n =>
      plural(n, {
        one: '# Scan ist noch nicht hochgeladen. Verbinden Sie zuerst das Gerät. Sonst bleibt er darauf, bis es neu gekoppelt wird.',
        other: '# Scans sind noch nicht hochgeladen. Verbinden Sie zuerst das Gerät. Sonst bleiben sie darauf, bis es neu gekoppelt wird.',
      }),
  },
  problems: {
    pairing_code_not_found: 'Dieser Code ist falsch, schon benutzt oder zu alt. In der Konsole bekommen Sie einen neuen.',
  },
}

export default de
