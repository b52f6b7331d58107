import { render } from 'react-dom'
import { expect, test } from 'vitest'
import { useForm } from './form'
import { loadCommonTexts } from './texts'

function Guest() {
  const form = useForm({ name: '' }, { draft: 'form.test', submit: async () => {} })
  return <input value={form.values.name} onInput={event => form.set('name', event.currentTarget.value)} />
}

test('what is typed is kept before the page can be left, not after the next paint', async () => {
  await loadCommonTexts()
  render(<Guest />, document.body)
  const input = document.querySelector('input') as HTMLInputElement
  input.value = 'Grace'
  input.dispatchEvent(new Event('input'))
  await Promise.resolve()
  render(null, document.body)
  expect(sessionStorage.getItem('draft:form.test')).toBe('{"name":"Grace"}')
})
