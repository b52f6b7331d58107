// @vitest-environment happy-dom
import { render } from 'react-dom'
import { expect, test } from 'vitest'
import { texts } from '../i18n/texts'
import { Form, useForm } from './form'
import { loadCommonTexts } from './texts'

function Guest() {
  const form = useForm({ email: 'ada@' }, { submit: async () => {} })
  return (
    <Form form={form}>
      <input type="email" name="email" value={form.values.email} />
      <p>{form.errors.email}</p>
    </Form>
  )
}

test('what the browser finds wrong is said in our texts, not in the browser’s language', async () => {
  await loadCommonTexts()
  const file = async () => ({ default: { problems: { invalid_email: 'Das ist keine E-Mail-Adresse.' } } })
  await texts({ en: file, de: file, es: file }).load()
  render(<Guest />, document.body)
  document.querySelector('form')?.requestSubmit()
  await expect.poll(() => document.querySelector('p')?.textContent).toBe('Das ist keine E-Mail-Adresse.')
  render(null, document.body)
})
