import { expect, test } from 'vitest'

const parts = ['../ui/texts', '../shop/texts', '../shop/orders', '../console/texts', '../scanner/texts']
const files = import.meta.glob<{ default: Record<string, unknown> }>(['../**/texts/{en,de,es}.ts', '../shop/orders/{en,de,es}.ts'], {
  eager: true,
})

/** Every text by its path; functions stand for the texts that they make. */
function flat(value: unknown, at = ''): [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => flat(inner, `${at}.${name}`))
    : [[at, value]]
}

test.each(parts)('%s is complete in every language, maps by code included', part => {
  const keys = (language: string) => flat(files[`${part}/${language}.ts`]?.default).map(([path]) => path)
  expect(keys('en').length).toBeGreaterThan(0)
  expect(keys('de')).toEqual(keys('en'))
  expect(keys('es')).toEqual(keys('en'))
})

test('no text is empty', () => {
  for (const [file, { default: texts }] of Object.entries(files)) {
    for (const [path, text] of flat(texts))
      expect(typeof text === 'function' || (typeof text === 'string' && text.trim() !== ''), `${file}${path}`).toBe(true)
  }
})
