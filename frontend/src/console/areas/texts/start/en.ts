import shell from '../../../texts/en'

const en = {
  ...shell,
  start: {
    title: 'Create an event',
    lead: 'First say who organizes it. The event itself comes next.',
    organizer: 'Organizer',
    name: 'Name',
    nameHint: 'Your own name, or that of your group, venue or company. You can change it later.',
    timeZone: 'Time zone',
    currency: 'Currency',
    language: 'Language',
    languageHint: 'For e-mails to your team.',
    next: 'Continue to the event',
    free: 'Free events can be published at once. To sell tickets for money, you verify your identity first.',
  },
  /** Refusals by code, in addition to those of the console. */
  problems: {
    too_many_organizations: 'You already own the maximum number of organizations.',
  } as Record<string, string>,
}

export default en
