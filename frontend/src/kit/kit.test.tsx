// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { loadCommonTexts } from '../ui/texts'
import { Kit } from './Kit'

const place = document.createElement('div')
const settled = () => new Promise(resolve => setTimeout(resolve, 20))
const input = (label: string) => {
  const of = [...place.querySelectorAll('label')].find(it => it.textContent?.startsWith(label))
  return place.querySelector<HTMLInputElement>(`[id="${of?.htmlFor}"]`) as HTMLInputElement
}
const press = (on: Element, key: string) => on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
const type = async (on: HTMLInputElement, text: string) => {
  on.value = text
  on.dispatchEvent(new Event('input', { bubbles: true }))
  await settled()
}

beforeAll(async () => {
  document.body.append(place)
  await loadCommonTexts()
})
afterEach(() => {
  render(null, place)
})

test('every control has a label, and every hint and error is tied to its control', async () => {
  render(<Kit />, place)
  await settled()
  for (const control of place.querySelectorAll<HTMLInputElement>('input, select, textarea')) {
    expect(control.labels?.length || control.closest('label'), control.outerHTML).toBeTruthy()
    for (const id of control.getAttribute('aria-describedby')?.split(' ') ?? [])
      expect(place.querySelector(`[id="${id}"]`), control.outerHTML).not.toBeNull()
  }
})

test('a combobox narrows while typing, moves by arrows and chooses by Enter', async () => {
  render(<Kit />, place)
  await settled()
  const field = input('Combobox')
  expect(field.value).toBe('Germany')
  await type(field, 'cote')
  const options = () => [...place.querySelectorAll('[role="option"]')].map(option => option.textContent)
  expect(options()).toEqual(['Côte d’Ivoire'])
  expect(field.getAttribute('aria-expanded')).toBe('true')
  expect(place.querySelector(`[id="${field.getAttribute('aria-activedescendant')}"]`)?.textContent).toBe('Côte d’Ivoire')
  press(field, 'Enter')
  await settled()
  expect([field.value, field.getAttribute('aria-expanded')]).toEqual(['Côte d’Ivoire', 'false'])
  await type(field, 'xyz')
  expect(options()).toEqual(['No results'])
  press(field, 'Escape')
  await settled()
  expect(field.value).toBe('Côte d’Ivoire')
})

test('a menu moves its focus by arrows, Home, End and letters, and passes over nothing', async () => {
  render(<Kit />, place)
  await settled()
  const items = [...place.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  items[0]?.focus()
  const walk = (key: string) => {
    press(document.activeElement as Element, key)
    return document.activeElement?.textContent
  }
  expect(['ArrowDown', 'ArrowUp', 'ArrowUp', 'Home', 'End', 'p'].map(walk)).toEqual([
    'People',
    'Edit',
    'Delete',
    'Edit',
    'Delete',
    'People',
  ])
})

test('repeated fields are added with the focus in the new one, and no more than the limit', async () => {
  vi.useRealTimers()
  render(<Kit />, place)
  await settled()
  const button = (text: string) => [...place.querySelectorAll('button')].find(it => it.textContent === text)
  button('Add guest')?.click()
  await settled()
  expect(document.activeElement).toBe(input('Guest 2'))
  button('Add guest')?.click()
  await settled()
  expect(button('Add guest')).toBeUndefined()
  button('Remove Guest 3')?.click()
  await settled()
  expect(document.activeElement).toBe(input('Guest 2'))
})
