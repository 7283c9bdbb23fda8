import { expect, test } from 'vitest'
import { kindsInOrder } from './searchOrder.ts'

const trajectory = (foundBy: 'code' | 'place' | 'set' | 'child') => ({
  code: 'T-2026-0001',
  place: 'De Wegwijzer',
  foundBy,
  lesson: null,
})
const set = { label: 'KS-0001', place: 'De Wegwijzer', presence: 'online' as const }
const place = { code: 'SCH-001', name: 'De Wegwijzer', municipality: 'Leuven' }

test('a label written shortly leads to its set as well', () => {
  const answer = { trajectories: [trajectory('set')], sets: [set], locations: [] }
  for (const typed of ['ks1', 'KS 0001', 'ks.1']) expect(kindsInOrder(answer, typed)[0], typed).toBe('sets')
})

test('a whole label leads to that set, not to the trajectory that it serves', () => {
  const answer = { trajectories: [trajectory('set')], sets: [set], locations: [] }
  expect(kindsInOrder(answer, ' ks-0001 ')).toEqual(['sets', 'trajectories', 'locations'])
})

test('a whole code of a place leads there', () => {
  const answer = { trajectories: [trajectory('code')], sets: [], locations: [place] }
  expect(kindsInOrder(answer, 'SCH-001')[0]).toBe('locations')
})

test('the name of a school leads to the school before the trajectories there', () => {
  const answer = { trajectories: [trajectory('place')], sets: [set], locations: [place] }
  expect(kindsInOrder(answer, 'wegwijzer')).toEqual(['locations', 'trajectories', 'sets'])
})

test('a first name leads to its trajectory', () => {
  const answer = { trajectories: [trajectory('child'), trajectory('place')], sets: [], locations: [place] }
  expect(kindsInOrder(answer, 'noor')[0]).toBe('trajectories')
})
