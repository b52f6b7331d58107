import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/en'

const plural = pluralOf('en')

const en = {
  ...shell,
  devices: {
    lead: 'Phones that scan at the entrance without anybody signing in.',
    add: 'Add device',
    search: 'Search by name or event',
    found: (n: number) => plural(n, { one: '# device', other: '# devices' }),
    none: 'No gate devices yet',
    noneText: 'Add one, then enter its code on the phone. It can scan at the events you choose, and nothing else.',
    name: 'Name',
    nameHint: 'For example the entrance where it is used.',
    events: 'Events',
    more: (n: number) => plural(n, { one: 'and # more', other: 'and # more' }),
    noEvents: 'There are no published events that are still to come.',
    choose: 'Choose at least one event.',
    tooMany: (most: number) => `Choose at most ${most} events.`,
    until: 'Works until',
    untilHint: (zone: string) => `Time zone: ${zone}`,
    past: 'Choose a time that is still to come.',
    tooFar: (days: number) => `A device works for at most ${days} days.`,
    state: 'Status',
    all: 'All statuses',
    states: { waiting: 'Waiting for its code', expired: 'Code expired', paired: 'Paired', ended: 'Ended' },
    seen: 'Last seen',
    scans: 'Scans',
    list: (when: string) => `Check-in list: ${when}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    removeAsk: (name: string) => `Remove ${name}?`,
    removeText: 'It can no longer scan from its next request on. Scans that it has not uploaded yet stay on it.',
    removed: (name: string) => `${name} was removed.`,
  },
  code: {
    title: (name: string) => `Pair ${name}`,
    open: (address: string) => `Open ${address} on the phone and enter this code.`,
    copy: 'Copy link with the code',
    copied: 'Link copied',
    until: (moment: string) => `The code can be used once, until ${moment}. It is not shown again.`,
    gone: 'This code was already shown. Remove the device and add it again to get a new one.',
    waiting: 'Waiting for the phone…',
    paired: (name: string) => `${name} is paired.`,
    done: 'Done',
  },
  /** Refusals by code, in addition to those of the console. */
  problems: {
    too_many_devices: 'The organization has the maximum number of gate devices. Remove one first.',
    unknown_event: 'One of these events no longer exists. Reload the page.',
  } as Record<string, string>,
}

export default en
