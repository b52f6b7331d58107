import { expect, test } from 'vitest'
import { Problem } from '../problem'
import { headerOf, isRefused, keyIn } from './keys'

const key = '4qzr8k2v7m1x9c3n6b5d0f8h2j'

test('the key of an order is the fragment of its link', () => {
  expect(keyIn(`https://tickets.example.com/o/reg_1#${key}`)).toBe(key)
  expect(keyIn(`#${key}`)).toBe(key)
  // The skip link has a fragment too, and a link may have been cut in a mail.
  for (const link of ['', '#content', `#${key.slice(1)}`, `#${key}0`, `#${key.toUpperCase()}`, `/o/${key}`]) expect(keyIn(link)).toBeNull()
})

test('nothing is sent without a key', () => {
  expect(headerOf(key)).toEqual({ 'X-Order-Key': key })
  expect(headerOf(null)).toBeUndefined()
})

test('a wrong key is told apart from a failure that passes', () => {
  expect([401, 404, 0, 429, 500].map(status => isRefused(new Problem(status, {})))).toEqual([true, true, false, false, false])
  expect(isRefused(null)).toBe(false)
})
