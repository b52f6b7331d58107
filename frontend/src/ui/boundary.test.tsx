// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Boundary } from './boundary'
import { loadCommonTexts } from './texts'

const place = document.createElement('div')
const Broken = () => {
  throw new TypeError('undefined is not an object')
}
const settled = () => new Promise(resolve => setTimeout(resolve))

beforeEach(async () => {
  await loadCommonTexts()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  render(null, place)
  vi.restoreAllMocks()
})

/** A page with navigation above it. */
const show = async (at: string, broken: boolean) => {
  render(
    <>
      <nav>Navigation</nav>
      <Boundary at={at}>{broken ? <Broken /> : <main>Page {at}</main>}</Boundary>
    </>,
    place,
  )
  await settled()
  return place.textContent
}

test('a page that breaks takes nothing else away, says nothing of a connection, and is over at the next address', async () => {
  expect(await show('/a', false)).toBe('NavigationPage /a')
  const text = await show('/b', true)
  expect(text).toMatch(/^Navigation.*Something went wrong/)
  expect(text).not.toContain('connection')
  expect(await show('/c', false)).toBe('NavigationPage /c')
})
