// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Link, Router, useLocation } from 'wouter'
import { loadCommonTexts } from '../ui/texts'
import { Guard } from './guard'
import { aroundNav, leave } from './leave'
import { load } from './texts'

const place = document.createElement('div')
let go: (to: string) => void

function Site({ unsaved }: { unsaved: boolean }) {
  const [path, navigate] = useLocation()
  go = navigate
  return (
    <>
      <p>{path}</p>
      <Link href="/other">Other</Link>
      <a href="/scan">Scanner</a>
      <Guard unsaved={unsaved} />
    </>
  )
}

const show = (unsaved: boolean) => {
  render(
    <Router base="/console" aroundNav={aroundNav}>
      <Site unsaved={unsaved} />
    </Router>,
    place,
  )
}
const at = () => place.querySelector('p')?.textContent
const dialog = () => place.querySelector('dialog')
const press = (text: string) =>
  [...(dialog()?.querySelectorAll('button') ?? [])]
    .find(button => button.textContent === text)
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true }))

beforeEach(async () => {
  await Promise.all([loadCommonTexts(), load()])
  document.body.append(place)
  HTMLDialogElement.prototype.showModal ??= () => undefined
  history.replaceState(null, '', '/console/form')
  show(true)
  await vi.waitFor(() => expect(at()).toBe('/form'))
})
afterEach(() => {
  render(null, place)
  place.remove()
})

test('A navigation by code asks, stays after No, and goes after Yes', async () => {
  go('/other')
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  expect(at()).toBe('/form')
  press('Back')
  await vi.waitFor(() => expect(dialog()).toBeNull())
  go('/other')
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  press('Leave')
  await vi.waitFor(() => expect(at()).toBe('/other'))
})

test('A link asks, and a change of the search does not', async () => {
  go('/form?q=ada')
  expect(location.search).toBe('?q=ada')
  expect(dialog()).toBeNull()
  place.querySelector('a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  expect(at()).toBe('/form')
})

test('Signing out says what is lost', async () => {
  const out = vi.fn()
  leave(out, true)
  await vi.waitFor(() => expect(dialog()?.textContent).toContain('Signing out removes your input'))
  press('Leave')
  await vi.waitFor(() => expect(out).toHaveBeenCalledOnce())
})

test('A link to another part of the site asks', async () => {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true })
  place.querySelector('[href="/scan"]')?.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(true)
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
})

test('Without unsaved changes nothing asks', async () => {
  show(false)
  await new Promise(resolve => setTimeout(resolve))
  go('/other')
  await vi.waitFor(() => expect(at()).toBe('/other'))
})

test('Back is undone and asks; the entries of the history are numbered', async () => {
  expect(history.state).toBeNull()
  const back = vi.spyOn(history, 'go').mockImplementation(() => undefined)
  const seen = vi.fn()
  addEventListener('popstate', seen)
  dispatchEvent(Object.assign(new Event('popstate'), { state: { position: -1 } }))
  expect(back).toHaveBeenLastCalledWith(1)
  dispatchEvent(Object.assign(new Event('popstate'), { state: null }))
  // The router has seen neither.
  expect(seen).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  press('Leave')
  await vi.waitFor(() => expect(back).toHaveBeenLastCalledWith(-1))
  dispatchEvent(Object.assign(new Event('popstate'), { state: { position: -1 } }))
  expect(seen).toHaveBeenCalledOnce()
  removeEventListener('popstate', seen)
})
