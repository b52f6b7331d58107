import { expect, test } from 'vitest'
import { pages as consolePages } from './console/pages'
import { pages as shopPages } from './shop/pages'

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

/** Pages to which only other sites, mails and bookmarks lead. */
const fromOutside = ['signedIn', 'formerEvent', 'formerView']

// A link to a page that is gone does not compile.
test('Every page is linked, is in the navigation or is for links from outside', () => {
  const unlinked = Object.entries({ shop: shopPages, console: consolePages }).flatMap(([part, pages]) => {
    const source = Object.entries(sources).filter(([file]) => file.startsWith(`./${part}/`) && !/\/pages\.ts$/.test(file))
    const linked = new Set(source.flatMap(([, text]) => [...text.matchAll(/\bpages\.(\w+)/g)].map(([, name = '']) => name)))
    expect(linked.size).toBeGreaterThan(5)
    return Object.entries(pages).flatMap(([name, row]) =>
      'nav' in row || 'tab' in row || 'section' in row || linked.has(name) ? [] : name,
    )
  })
  expect(unlinked).toEqual(fromOutside)
})
