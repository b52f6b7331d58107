import { number } from '../../../../i18n/format'
import shell from '../../../texts/de'
import type en from './en'

const sides = { front: 'Vorderseite', back: 'Rückseite', page: 'Seite' }

const de: typeof en = {
  ...shell,
  verification: {
    title: 'Verifizierung',
    lead: 'Wer hier Tickets für Geld verkauft, zeigt einmal einen Ausweis.',
    privacy:
      'Nur die Verwaltung dieser Plattform kann deine Unterlagen öffnen, jedes Mal wird festgehalten, und 365 Tage nach dem Hochladen werden Unterlagen und Nummer gelöscht.',
    states: {
      none: {
        title: 'Noch nicht verifiziert',
        text: 'Lade ein Foto oder einen Scan deines Ausweises hoch, gib seine Daten ein und sende beides ab.',
      },
      draft: {
        title: 'Noch nicht gesendet',
        text: 'Deine Unterlagen sind hochgeladen. Gib die Daten ein und sende alles ab; nicht gesendete Unterlagen werden nach 30 Tagen gelöscht.',
      },
      pending: {
        title: 'Wird geprüft',
        text: 'Du bekommst eine E-Mail mit der Entscheidung. Bis dahin ist nichts zu tun.',
      },
      moreInfo: {
        title: 'Es fehlt noch etwas',
        text: 'Lade hoch, was noch gebraucht wird, und sende deine Unterlagen innerhalb von 30 Tagen erneut ab.',
      },
      approved: { title: 'Verifiziert', text: 'Du kannst Veranstaltungen mit kostenpflichtigen Tickets veröffentlichen.' },
      rejected: { title: 'Nicht angenommen', text: 'Du kannst es mit anderen Unterlagen noch einmal versuchen.' },
      revoked: {
        title: 'Verifizierung entzogen',
        text: 'Du kannst zurzeit keine kostenpflichtigen Veranstaltungen veröffentlichen. Sende deine Unterlagen noch einmal, um wieder verifiziert zu werden.',
      },
    },
    note: 'Aus der Prüfung:',
    create: 'Veranstaltung anlegen',
    sent: 'Das hast du gesendet',
    details: 'Angaben zum Ausweis',
    documentType: 'Ausweis',
    types: {
      passport: 'Reisepass',
      identityCard: 'Personalausweis',
      drivingLicence: 'Führerschein',
      aadhaar: 'Aadhaar-Karte',
      pan: 'PAN-Karte',
    },
    documentNumber: 'Ausweisnummer',
    numberEnd: end => `endet auf ${end}`,
    legalName: 'Name wie im Ausweis',
    issuingCountry: 'Ausstellendes Land',
    expiresOn: 'Gültig bis',
    submittedAt: 'Gesendet am',
    decidedAt: 'Entschieden am',
    papersGoneAt: 'Unterlagen werden gelöscht am',
    papers: 'Fotos oder Scans',
    paper: (n, side) => (side ? `Datei ${number(n)}: ${sides[side]}` : `Datei ${number(n)}`),
    side: 'Das zeigt die nächste Datei',
    sides,
    sentBefore: 'Schon gesendet',
    add: 'Foto oder Scan hinzufügen',
    hint: 'JPEG, PNG oder PDF, höchstens 10 MB. Alle vier Ecken müssen zu sehen sein.',
    uploading: 'Wird hochgeladen …',
    added: 'Datei hochgeladen',
    removed: 'Datei gelöscht',
    delete: 'Löschen',
    remove: paper => `${paper} löschen`,
    ask: 'Diese Datei löschen?',
    askText: 'Du kannst eine andere hochladen.',
    wrongType: 'Wähle eine JPEG-, PNG- oder PDF-Datei.',
    tooLarge: n => `Diese Datei ist größer als ${n} MB. Wähle eine kleinere.`,
    missing: 'Lade zuerst ein Foto oder einen Scan des Ausweises hoch.',
    wrongNumber: 'Gib 4 bis 40 Buchstaben und Ziffern ein, wie auf dem Ausweis gedruckt.',
    send: 'Zur Prüfung senden',
    sendHint: 'Danach lässt sich bis zur Entscheidung nichts mehr ändern.',
    done: 'Deine Unterlagen sind gesendet.',
  },
  problems: {
    already_verified: 'Du bist schon verifiziert.',
    kyc_under_review: 'Deine Unterlagen werden gerade geprüft. Nach der Entscheidung kannst du sie wieder ändern.',
    too_many_documents: 'Höchstens sechs Dateien sind möglich. Lösche erst eine.',
    too_many_requests_made:
      'Du hast innerhalb eines Jahres fünfmal Unterlagen gesendet. Bitte wende dich an die Betreiber dieser Plattform.',
    document_missing: 'Lade zuerst ein Foto oder einen Scan des Ausweises hoch.',
    document_expired: 'Dieser Ausweis ist abgelaufen. Verwende einen gültigen.',
    invalid_date: 'Gib ein Datum wie 2030-05-31 ein.',
    unknown_document: 'Eine der Dateien gibt es nicht mehr. Lade die Seite neu und die Datei noch einmal hoch.',
    wrong_content: 'Eine der Dateien ist nicht angekommen oder keine JPEG-, PNG- oder PDF-Datei. Lösche sie und lade sie noch einmal hoch.',
  },
}

export default de
