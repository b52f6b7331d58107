import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')

const de: typeof en = {
  ...shell,
  devices: {
    lead: 'Telefone, die am Eingang scannen, ohne dass sich jemand anmeldet.',
    add: 'Gerät hinzufügen',
    search: 'Name oder Veranstaltung suchen',
    found: n => plural(n, { one: '# Gerät', other: '# Geräte' }),
    none: 'Noch keine Einlassgeräte',
    noneText: 'Füge eines hinzu, und gib dann seinen Code auf dem Telefon ein. Es scannt nur bei den gewählten Veranstaltungen.',
    name: 'Name',
    nameHint: 'Zum Beispiel der Eingang, an dem es benutzt wird.',
    events: 'Veranstaltungen',
    more: n => plural(n, { one: 'und # weitere', other: 'und # weitere' }),
    noEvents: 'Es stehen keine veröffentlichten Veranstaltungen bevor.',
    choose: 'Wähle mindestens eine Veranstaltung.',
    tooMany: most => `Wähle höchstens ${most} Veranstaltungen.`,
    until: 'Funktioniert bis',
    untilHint: zone => `Zeitzone: ${zone}`,
    past: 'Wähle einen Zeitpunkt, der noch bevorsteht.',
    tooFar: days => `Ein Gerät funktioniert höchstens ${days} Tage.`,
    state: 'Status',
    all: 'Alle Status',
    states: { waiting: 'Wartet auf seinen Code', expired: 'Code abgelaufen', paired: 'Gekoppelt', ended: 'Beendet' },
    seen: 'Zuletzt gesehen',
    scans: 'Scans',
    list: when => `Gästeliste: ${when}`,
    remove: 'Entfernen',
    removeOf: name => `Entfernen: ${name}`,
    removeAsk: name => `${name} entfernen?`,
    removeText: 'Ab der nächsten Anfrage darf es nicht mehr scannen. Scans, die es noch nicht hochgeladen hat, bleiben auf dem Gerät.',
    removed: name => `${name} wurde entfernt.`,
  },
  code: {
    title: name => `${name} koppeln`,
    open: address => `Öffne ${address} auf dem Telefon, und gib diesen Code ein.`,
    copy: 'Link mit dem Code kopieren',
    copied: 'Link kopiert',
    until: moment => `Der Code gilt einmal, bis ${moment}. Er wird nicht noch einmal angezeigt.`,
    gone: 'Dieser Code wurde schon angezeigt. Entferne das Gerät, und füge es wieder hinzu, um einen neuen zu bekommen.',
    waiting: 'Wartet auf das Telefon …',
    paired: name => `${name} ist gekoppelt.`,
    done: 'Fertig',
  },
  problems: {
    too_many_devices: 'Die Organisation hat schon so viele Einlassgeräte, wie sie haben kann. Entferne zuerst eines.',
    unknown_event: 'Eine dieser Veranstaltungen gibt es nicht mehr. Lade die Seite neu.',
  },
}

export default de
