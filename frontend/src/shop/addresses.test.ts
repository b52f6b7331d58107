import { expect, test } from 'vitest'
import { meantAddress } from './addresses'

test.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@gmail.co', 'ada@gmail.com'],
  ['ada@gmal.com', 'ada@gmail.com'],
  ['ada@gmaill.com', 'ada@gmail.com'],
  ['Ada.Lorenz@Hotmial.com ', 'Ada.Lorenz@hotmail.com'],
  ['ada@outlok.com', 'ada@outlook.com'],
  ['ada@gmx.dee', 'ada@gmx.de'],
  ['ada@wb.de', 'ada@web.de'],
])('%s is probably %s', (typed, meant) => {
  expect(meantAddress(typed)).toBe(meant)
})

test.each([
  'ada@gmail.com',
  'ada@GMAIL.com',
  'ada@ymail.com',
  'ada@mail.com',
  'ada@gmx.at',
  'ada@example.com',
  'ada@hotmail.co.uk',
  'ada',
  '@gmail.con',
  'ada@',
  '',
])('%s is left as it is', typed => {
  expect(meantAddress(typed)).toBeNull()
})
