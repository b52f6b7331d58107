const en = {
  profile: { title: 'Account', name: 'Name', email: 'E-mail address' },
  twoSteps: {
    title: 'Two-step sign-in',
    text: 'After your password, you also enter a code from an authenticator app. Nobody can then sign in with your password alone.',
    on: 'On',
    off: 'Off',
    begin: 'Turn on',
    begun: 'Two-step sign-in is on.',
    end: 'Turn off',
    ended: 'Two-step sign-in is off.',
    ask: 'Turn off two-step sign-in?',
    askText: 'From now on your password alone is enough to sign in.',
    qr: 'QR code for an authenticator app',
    scan: 'Scan the QR code with an authenticator app, or enter this key there:',
    copy: 'Copy key',
    copied: 'Key copied',
    code: 'Code',
    codeHint: 'The six digits that the app shows now.',
    sixDigits: 'Enter the six digits that the app shows.',
    confirm: 'Confirm and turn on',
  },
  everywhere: {
    title: 'Where you are signed in',
    unknown: 'Unknown device',
    current: 'This browser',
    seen: (when: string) => `last seen ${when}`,
    text: 'Signing out everywhere ends your session in this browser and on every other device, for example after losing one.',
    action: 'Sign out everywhere',
    ask: 'Sign out everywhere?',
    askText: 'You have to sign in again on every device, on this one too. What you have typed and not sent is lost.',
  },
  /** Refusals by code. */
  problems: {
    wrong_code: 'This code does not match. Enter the one that the app shows now, and check the time of your device.',
    sign_in_again: 'Sign in again to change this.',
    act_in_progress: 'You are being signed out already. Please wait a moment.',
  } as Record<string, string>,
}

export default en
