import { expect, test } from 'vitest'
import { kindsInOrder } from './searchOrder.ts'

const trajectory = (foundBy: 'code' | 'place' | 'set' | 'child') => ({
  code: 'T-2026-0001',
  place: 'De Wegwijzer',
  foundBy,
  lesson: null,
})
const set = { label: 'KS-0001', place: 'De Wegwijzer', presence: 'online' as const }
const ticket = {
  ...({ no: 31, state: 'new', priority: 2, symptom: 'camera', picture: null } as const),
  ...{ trajectory: 'T-2026-0001', set: 'KS-0001', place: 'De Wegwijzer' },
}
const place = { code: 'SCH-001', name: 'De Wegwijzer', municipality: 'Leuven' }

test('a label written shortly leads to its set as well', () => {
  const answer = { trajectories: [trajectory('set')], sets: [set], locations: [], tickets: [] }
  for (const typed of ['ks1', 'KS 0001', 'ks.1']) expect(kindsInOrder(answer, typed)[0], typed).toBe('sets')
})

test('a whole label leads to that set, not to the trajectory that it serves', () => {
  const answer = { trajectories: [trajectory('set')], sets: [set], locations: [], tickets: [] }
  expect(kindsInOrder(answer, ' ks-0001 ')).toEqual(['sets', 'trajectories', 'locations', 'tickets'])
})

test('a whole code of a place leads there', () => {
  const answer = { trajectories: [trajectory('code')], sets: [], locations: [place], tickets: [] }
  expect(kindsInOrder(answer, 'SCH-001')[0]).toBe('locations')
})

test('the name of a school leads to the school before the trajectories there', () => {
  const answer = { trajectories: [trajectory('place')], sets: [set], locations: [place], tickets: [] }
  expect(kindsInOrder(answer, 'wegwijzer')).toEqual(['locations', 'trajectories', 'sets', 'tickets'])
})

test('a first name leads to its trajectory', () => {
  const answer = {
    trajectories: [trajectory('child'), trajectory('place')],
    sets: [],
    locations: [place],
    tickets: [],
  }
  expect(kindsInOrder(answer, 'noor')[0]).toBe('trajectories')
})

test('the number of a ticket leads there, and a ticket stands behind what it is about', () => {
  const answer = { trajectories: [trajectory('code')], sets: [set], locations: [place], tickets: [ticket] }
  for (const typed of ['31', '#31', ' # 31']) expect(kindsInOrder(answer, typed)[0], typed).toBe('tickets')
  expect(kindsInOrder(answer, 'ks 1').at(-1)).toBe('tickets')
})
