// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useForm } from './form'
import { loadCommonTexts } from './texts'

function Guest() {
  const form = useForm({ name: '' }, { draft: 'form.test', submit: () => sent })
  return (
    <form onSubmit={form.onSubmit}>
      <input value={form.values.name} onInput={event => form.set('name', event.currentTarget.value)} />
    </form>
  )
}

let answer: () => void
let sent: Promise<void>
const kept = () => sessionStorage.getItem('draft:form.test')
const turn = () => new Promise(resolve => setTimeout(resolve))
const type = (text: string) => {
  const input = document.querySelector('input') as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input'))
}
const submit = () => document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))

beforeEach(async () => {
  sessionStorage.clear()
  sent = new Promise(resolve => {
    answer = resolve
  })
  await loadCommonTexts()
  render(<Guest />, document.body)
})
afterEach(() => {
  render(null, document.body)
})

test('what is typed is kept before the page can be left, not after the next paint', async () => {
  type('Grace')
  await Promise.resolve()
  expect(kept()).toBe('{"name":"Grace"}')
})

test.each([
  ['Grace', null],
  ['Grace Hopper', '{"name":"Grace Hopper"}'],
])('what was sent is kept no longer, and what was typed meanwhile is: %s', async (typed, left) => {
  type('Grace')
  await turn()
  submit()
  await turn()
  type(typed)
  answer()
  await turn()
  expect(kept()).toBe(left)
})
