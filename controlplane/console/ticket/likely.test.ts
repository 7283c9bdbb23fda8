import { expect, test } from 'vitest'
import { likely } from './likely.ts'

const seen = { picture: null, side: null, healedAt: null } as const

test('what is resolved is filled in with what it most likely was', () => {
  expect(likely({ ...seen, symptom: 'camera' })).toEqual({
    cause: 'camera',
    solution: 'restarted',
    fixedBy: 'user',
  })
  expect(likely({ ...seen, symptom: 'flapping', side: 'home' }).cause).toBe('network_home')
  expect(likely({ ...seen, symptom: 'reported', picture: 'hear' }).cause).toBe('sound')
  expect(likely({ ...seen, symptom: 'reported', picture: 'other' }).cause).toBe('unknown')
})

test('what works again by itself needed nothing', () => {
  const healed = { ...seen, healedAt: 1 }
  expect(likely({ ...healed, symptom: 'school_lost' })).toEqual({
    cause: 'network_school',
    solution: 'nothing_needed',
    fixedBy: 'itself',
  })
  expect(likely({ ...seen, symptom: 'no_lesson' })).toMatchObject({
    cause: 'lesson_not_held',
    fixedBy: 'itself',
  })
})
