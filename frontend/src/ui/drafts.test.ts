import { expect, test } from 'vitest'

const sources = import.meta.glob<string>(['../**/*.tsx', '!**/*.test.*'], { eager: true, query: '?raw', import: 'default' })

/** A draft stays in the tab's storage until it is sent or its person signs out: papers, bank data and cards have none. */
const drafts = [
  '../console/areas/EditEvent.tsx',
  '../console/areas/NewClient.tsx',
  '../console/areas/NewEvent.tsx',
  '../console/areas/NewProject.tsx',
  '../shop/checkout/Details.tsx',
]

test('only these forms keep what is typed in the tab', () => {
  const found = Object.entries(sources).filter(([, text]) => /\buse(?:Form|Edit)\b/.test(text) && /^ +draft(?:: [^['].*)?,$/m.test(text))
  expect(found.map(([file]) => file).sort()).toEqual(drafts)
})
