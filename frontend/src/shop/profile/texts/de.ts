import type en from './en'

const de: typeof en = {
  profile: { title: 'Konto', name: 'Name', email: 'E-Mail-Adresse' },
  twoSteps: {
    title: 'Anmeldung in zwei Schritten',
    text: 'Nach dem Passwort geben Sie auch einen Code aus einer Authenticator-App ein. Mit dem Passwort allein kann sich dann niemand anmelden.',
    on: 'Eingeschaltet',
    off: 'Ausgeschaltet',
    begin: 'Einschalten',
    begun: 'Die Anmeldung in zwei Schritten ist eingeschaltet.',
    end: 'Ausschalten',
    ended: 'Die Anmeldung in zwei Schritten ist ausgeschaltet.',
    ask: 'Anmeldung in zwei Schritten ausschalten?',
    askText: 'Ab jetzt genügt zum Anmelden wieder Ihr Passwort.',
    qr: 'QR-Code für eine Authenticator-App',
    scan: 'Scannen Sie den QR-Code mit einer Authenticator-App, oder geben Sie dort diesen Schlüssel ein:',
    copy: 'Schlüssel kopieren',
    copied: 'Schlüssel kopiert',
    code: 'Code',
    codeHint: 'Die sechs Ziffern, die die App gerade anzeigt.',
    sixDigits: 'Geben Sie die sechs Ziffern ein, die die App anzeigt.',
    confirm: 'Bestätigen und einschalten',
  },
  everywhere: {
    title: 'Wo Sie angemeldet sind',
    unknown: 'Unbekanntes Gerät',
    current: 'Dieser Browser',
    seen: (when: string) => `zuletzt gesehen: ${when}`,
    text: 'Sich überall abzumelden beendet Ihre Sitzung in diesem Browser und auf allen anderen Geräten, zum Beispiel wenn Sie eines verloren haben.',
    action: 'Überall abmelden',
    ask: 'Überall abmelden?',
    askText: 'Sie müssen sich auf jedem Gerät neu anmelden, auch auf diesem. Was Sie eingegeben und nicht gesendet haben, geht verloren.',
  },
  problems: {
    wrong_code: 'Dieser Code stimmt nicht. Geben Sie den ein, den die App gerade anzeigt, und prüfen Sie die Uhrzeit Ihres Geräts.',
    sign_in_again: 'Melden Sie sich noch einmal an, um das zu ändern.',
    act_in_progress: 'Sie werden gerade schon abgemeldet. Bitte warten Sie einen Moment.',
  },
}

export default de
