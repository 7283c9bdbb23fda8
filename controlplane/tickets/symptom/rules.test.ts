import { expect, test } from 'vitest'
import { correlationKey, familyMeant, isChildWaiting, pictures, symptoms } from './rules.ts'

test('what a person tells is of the family that the picture shows', () => {
  expect(pictures.map(picture => familyMeant('reported', picture))).toEqual([
    'sound',
    'picture',
    'connection',
    'help',
  ])
  expect(familyMeant('camera', 'hear')).toBe('picture')
  expect(familyMeant('reported', null)).toBe('help')
})

test('a child waits in two ways', () => {
  expect(symptoms.filter(isChildWaiting)).toEqual(['child_waits_class_gone', 'child_waits'])
})

test('a trouble is of a trajectory, else of a set, else of a place', () => {
  const nothing = { trajectory: null, set: null, location: null }
  const known = { trajectory: 'T-2026-0001', set: 'KS-0001', location: 'L-1' }
  expect(correlationKey('sound', known)).toBe('trajectory:T-2026-0001/sound')
  expect(correlationKey('sound', { ...known, trajectory: null })).toBe('set:KS-0001/sound')
  expect(correlationKey('sound', { ...nothing, location: 'L-1' })).toBe('location:L-1/sound')
  expect(correlationKey('sound', nothing)).toBeUndefined()
})
