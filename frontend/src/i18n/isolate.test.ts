// @vitest-environment happy-dom
import { createElement } from 'react'
import { render } from 'react-dom'
import { afterEach, expect, test } from 'vitest'
import { setLanguage } from './language'
import { isolate, texts } from './texts'

const HEBREW = 'אדה (VIP)'
const file = async () => ({
  default: {
    undo: (name: string, n: number) => `Undo check-in of ${name} (${n})`,
    title: 'Check-ins',
    steps: ['one', 'two'],
    more: { by: (name: string) => `By ${name}` },
  },
})

let read: unknown
function Reader({ useTexts }: { useTexts: () => unknown }) {
  read = useTexts()
  return null
}

afterEach(() => setLanguage('en'))

test('a name of the other direction is set apart, wherever a text is given one', async () => {
  const part = texts({ en: file, de: file, es: file })
  await part.load()
  render(createElement(Reader, part), document.createElement('div'))
  const t = read as Awaited<ReturnType<typeof file>>['default']
  expect(t.undo(HEBREW, 25)).toBe(`Undo check-in of \u2068${HEBREW}\u2069 (25)`)
  expect(t.more.by('سارة')).toBe('By \u2068سارة\u2069')
  expect(t.undo('Ada Lorenz', 25)).toBe('Undo check-in of Ada Lorenz (25)')
  expect([t.title, t.steps]).toEqual(['Check-ins', ['one', 'two']])
})

test('emoji and scripts that run as the language does need no marks', () => {
  for (const name of ['Ada', 'Ωmega', '東京', 'आदा', '🎷 25.00']) expect(isolate(name)).toBe(name)
  for (const name of ['אדה', 'سارة', 'Jazz של אדה', '𐤀']) expect(isolate(name)).toBe(`\u2068${name}\u2069`)
})
