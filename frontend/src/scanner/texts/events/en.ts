import { pluralOf } from '../../../i18n/plural'
import shell from '../en'

const plural = pluralOf('en')

/** Choosing an event before its gate, pairing this device and unpairing it. */
const en = {
  ...shell,
  events: {
    ...shell.events,
    lead: 'Choose the event to check people in. Once opened, it also works offline.',
    here: 'On this device',
    yours: 'Your events',
    none: 'No events',
    noneText: 'Open the link from the organizer, or enter the event ID.',
    id: 'Event link or ID',
    idHint: 'Such as evt_01k9m9s346q3d25vt4f5v37e3s',
    idWrong: 'This is not an event link or ID.',
    open: 'Open',
    forget: 'Remove from this device',
    forgetText: (title: string) => `Removes the check-in list of “${title}” with all names. You can download it again while online.`,
    notUploaded: 'Some scans have not been uploaded yet. Connect this device first.',
    signIn: 'Sign in to see your events.',
  },
  pair: {
    ...shell.pair,
    title: 'Pair this device',
    text: 'Nobody has to sign in on a paired device. Managers get the code in the console, under “Gate devices”.',
    code: 'Pairing code',
    codeHint: 'Eight letters and digits, such as K7QM-4XPR',
    wrong: 'A pairing code has eight letters and digits.',
    signsOut: (name: string) => `Pairing signs ${name} out on this device.`,
    action: 'Pair',
    done: (name: string) => `Paired as “${name}”.`,
    events: 'Events of this device',
    until: (moment: string) => `Paired until ${moment}`,
  },
  unpair: {
    title: 'Unpair this device?',
    action: 'Unpair this device',
    text: 'It stops scanning, and its check-in lists with all names are deleted. To pair it again, you need a new code.',
    waiting: (n: number) =>
      plural(n, {
        one: '# scan is not uploaded yet. Connect this device first. Otherwise the scan stays on it until it is paired again.',
        other: '# scans are not uploaded yet. Connect this device first. Otherwise they stay on it until it is paired again.',
      }),
  },
  problems: {
    pairing_code_not_found: 'This code is wrong, already used, or too old. Get a new one in the console.',
  } as Record<string, string>,
}

export default en
