import { expect, test } from 'vitest'

const sources = import.meta.glob<string>(['./{shop,console,ui}/**/*.{ts,tsx}', '!**/*.test.*', '!**/{en,de,es}.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Paths of other parts of the site, which are other documents. */
const parts = ['/', '/console', '/scan']

test('Addresses of pages are only in the tables of pages', () => {
  const typed = Object.entries(sources)
    .filter(([file]) => !/\/pages\.tsx?$/.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(/(?:href=|\bgo\(|navigate\(|href: )\{?["'`](\/[^"'`]*)/g)].map(([, path = '']) => [file, path] as const),
    )
    .filter(([, path]) => !parts.includes(path))
  expect(typed).toEqual([])
})

// A link to a page that is gone does not compile.
test('Every page is linked, but for the redirects and what the navigation shows from the table', () => {
  for (const part of ['shop', 'console']) {
    const source = Object.entries(sources).filter(([file]) => file.startsWith(`./${part}/`) && !/\/pages\.ts$/.test(file))
    const linked = new Set(source.flatMap(([, text]) => [...text.matchAll(/\bpages\.(\w+)/g)].map(([, name = '']) => name)))
    const table = [...(sources[`./${part}/pages.ts`] ?? '').matchAll(/^ {2}(\w+): (?:page\(|\{)/gm)].map(([, name = '']) => name)
    expect(table.length).toBeGreaterThan(5)
    const inNavigation =
      part === 'console'
        ? ['admin', 'allOrganizations', 'platformSettings', 'attendees', 'checkIns', 'activity', 'settings', 'formerEvent', 'formerView']
        : ['signedIn']
    expect(table.filter(name => !linked.has(name))).toEqual(inNavigation)
  }
})
