import { expect, test } from 'vitest'
import { differences, rebase } from './edit'

test('A change sends what differs and nothing else', () => {
  const before = { title: 'Jazz', venue: { city: 'Hamburg' }, capacity: 400 }
  expect(differences({ ...before, venue: { city: 'Hamburg' } }, before)).toEqual({})
  expect(differences({ ...before, venue: { city: 'Kiel' } }, before)).toEqual({ venue: { city: 'Kiel' } })
})

test('What somebody else changed elsewhere is taken over, and what was typed stays', () => {
  const base = { title: 'Jazz', city: 'Hamburg', capacity: '400' }
  const typed = { ...base, title: 'Jazz night' }
  const now = { ...base, capacity: '500' }
  expect(rebase({ values: typed, base }, now)).toEqual({
    values: { title: 'Jazz night', city: 'Hamburg', capacity: '500' },
    base: now,
    conflicts: [],
  })
})

test('A field that both changed keeps what was typed and is named', () => {
  const base = { title: 'Jazz', capacity: '400' }
  const now = { title: 'Jazz & blues', capacity: '400' }
  const { values, conflicts } = rebase({ values: { ...base, title: 'Jazz night' }, base }, now)
  expect(values.title).toBe('Jazz night')
  expect(conflicts).toEqual(['title'])
  // Both made the same change: no conflict.
  expect(rebase({ values: now, base }, now).conflicts).toEqual([])
})
