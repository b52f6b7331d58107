/** Texts shared by every part of the site. */
const en = {
  brand: 'Event Ticketing',
  skip: 'Skip to content',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  save: 'Save',
  retry: 'Try again',
  loading: 'Loading…',
  language: 'Language',
  appearance: 'Appearance',
  appearances: { auto: 'System', light: 'Light', dark: 'Dark' },
  required: 'required',
  optional: 'optional',
  more: 'Show more',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signUp: 'Create account',
  notFound: { title: 'Page not found', text: 'The address may be wrong, or the page no longer exists.', home: 'Go to homepage' },
  signInNeeded: { title: 'Please sign in', text: 'You need to be signed in to see this page.' },
  failed: 'Something went wrong',
  summary: 'Please check the highlighted fields',
  /** Error texts by code. For a code without one, the API's message is shown. */
  problems: {
    offline: 'There is no connection to the server. Nothing you entered is lost: try again in a moment.',
    unauthorized: 'Your session has ended. Please sign in again.',
    forbidden: 'You don’t have permission to do this.',
    not_found: 'Not found. It may have been removed.',
    busy: 'Demand is very high at the moment. Please try again.',
    too_many_requests: 'Too many requests. Please wait a moment, then try again.',
    internal_error: 'There was a problem on our side. Please try again.',
    version_mismatch: 'Someone else has changed this in the meantime. Check the new version, then repeat your change.',
    required: 'Required',
    unknown: 'An unexpected error occurred. Please try again.',
  } as Record<string, string>,
}

export default en
