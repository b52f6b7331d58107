import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const under = (extension: RegExp) =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(file => extension.test(file))
    .map(file => ({ file, text: readFileSync(`src/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }))
const sheets = under(/\.css$/)
const sources = under(/(?<!\.test)\.tsx?$/)
  .map(({ text }) => text)
  .join('\n')

/** The class that a rule belongs to: the first one of the first element in its selector. */
const classesOf = (css: string) =>
  [...css.matchAll(/(?:^|[{};,])\s*([^{};,@]+)(?=[^{};]*\{)/g)].flatMap(([, selector = '']) => {
    const first =
      selector
        .replace(/\([^()]*\)/g, '')
        .trim()
        .split(/[\s>+~]/)[0] ?? ''
    return /\.([\w-]+)/.exec(first)?.[1] ?? []
  })

test('colors are tokens', () => {
  for (const { file, text } of sheets)
    if (file !== 'ui/tokens.css') expect(text.match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi) ?? [], file).toEqual([])
})

test('a class is defined in one sheet', () => {
  const at = new Map<string, Set<string>>()
  for (const { file, text } of sheets) for (const name of classesOf(text)) at.set(name, (at.get(name) ?? new Set()).add(file))
  expect([...at].filter(([, files]) => files.size > 1).map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([])
})

test('a class that no source names is gone', () => {
  const names = new Set(sheets.flatMap(({ text }) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name)))
  expect([...names].filter(name => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(sources))).toEqual([])
})
