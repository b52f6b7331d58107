const en = {
  title: 'Console',
  actions: 'Actions',
  nothingFound: 'No results',
  nav: { main: 'Main', site: 'Site', events: 'Events', admin: 'Administration', shop: 'Go to shop', scanner: 'Scanner' },
  status: {
    draft: 'Draft',
    published: 'On sale',
    active: 'Running',
    completed: 'Ended',
    cancelled: 'Cancelled',
    archived: 'Archived',
  },
  events: { title: 'Your events' },
  event: {
    loading: 'Event',
    views: 'Views of this event',
    view: { overview: 'Overview', edit: 'Edit', registrations: 'Registrations', attendees: 'Attendees', 'check-ins': 'Check-ins' },
  },
  edit: {
    save: 'Save changes',
    unsaved: 'You have unsaved changes.',
    nothingToSave: 'Everything is saved.',
    discard: 'Discard',
    conflict: 'Someone else changed the same fields',
    conflictText: 'Your input is still in the fields. These are the current values; saving overwrites them.',
    takeTheirs: 'Discard my changes',
  },
  unsaved: {
    title: 'Leave without saving?',
    text: 'Your input is kept in this tab and restored when you come back.',
    signOut: 'Signing out removes your input from this device.',
    leave: 'Leave',
  },
  types: {
    title: 'Ticket types',
    name: 'Ticket type',
    price: 'Price',
    free: 'Free',
    state: 'Status',
    states: { available: 'On sale', held: 'All in baskets', soldOut: 'Sold out', notOnSale: 'Not on sale' },
  },
  /** Refusals of forms, by code. */
  problems: {
    not_yourself: 'You can’t do this to yourself: someone else has to do it.',
    not_payable: 'This amount cannot be paid by card. It is too small or too large for its currency, or its last digit has to be 0.',
    event_closed: 'This event has ended or is cancelled.',
    invalid_email: 'Enter a valid e-mail address, such as name@example.com.',
    out_of_range: 'This number is too small or too large.',
    invalid: 'Please check what you entered.',
    invalid_characters: 'This contains a character that cannot be used. Please retype it.',
    too_long: 'This is too long. Please shorten it.',
    too_short: 'This is too short. Please write it in full.',
    act_in_progress: 'Another action on this person or organization is not finished. Please try again in a minute.',
  } as Record<string, string>,
}

export default en
