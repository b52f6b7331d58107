import { expect, test } from 'vitest'
import { isDocumentNumber, isUnverifiedOwner, type State, stateOf, wants } from './verifying'

test('Papers can be sent in every state but while they are looked at and once they are approved', () => {
  const states: State[] = ['none', 'draft', 'pending', 'moreInfo', 'approved', 'rejected', 'revoked']
  expect(states.map(stateOf)).toEqual(states)
  expect(states.filter(wants)).toEqual(['none', 'draft', 'moreInfo', 'rejected', 'revoked'])
  expect(stateOf('something new')).toBe('none')
})

test('A document number has letters, digits, spaces, hyphens and slashes', () => {
  for (const right of ['C01X00T47', ' 1234 ', 'AB 12/34-5']) expect(isDocumentNumber(right), right).toBe(true)
  for (const wrong of ['123', 'C01X😀T47', 'C01\nX00', 'Ä1234', 'x'.repeat(41)]) expect(isDocumentNumber(wrong), wrong).toBe(false)
})

test('Only an owner of an organization that is not verified is an unverified owner', () => {
  expect(isUnverifiedOwner({ role: 'owner', verified: false })).toBe(true)
  expect(isUnverifiedOwner({ role: 'manager', verified: false })).toBe(false)
  expect(isUnverifiedOwner({ role: 'owner', verified: true })).toBe(false)
  expect(isUnverifiedOwner(undefined)).toBe(false)
})
