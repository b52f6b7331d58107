// What modules read when they are imported, for tests without a DOM: the languages of the browser, and what was chosen before.
if (typeof document === 'undefined') {
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined }
  Object.assign(globalThis, {
    localStorage: storage,
    sessionStorage: storage,
    document: { documentElement: {} },
    location: new URL('http://localhost/'),
    addEventListener: () => undefined,
  })
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'], language: 'en-US' }, configurable: true })
}
