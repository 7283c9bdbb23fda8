import { expect, test } from 'vitest'
import { firstToMend, foundIn, needsIn } from './found.ts'

test('what failed stands before what is doubtful, not known and in order', () => {
  const codes = ['power_ok', 'camera_absent', 'line_unknown', 'disk_low', 'audio_in_muted'] as const
  expect(foundIn(codes, needsIn('school', codes)).map(({ code }) => code)).toEqual([
    'camera_absent',
    'audio_in_muted',
    'disk_low',
    'line_unknown',
    'power_ok',
  ])
})

test('what no lesson can do without stands before what is only better to have', () => {
  const codes = ['gateway_silent', 'camera_absent', 'audio_in_muted', 'disk_low', 'power_ok'] as const
  const order = (kind: 'home' | 'school') => foundIn(codes, needsIn(kind, codes)).map(({ code }) => code)
  expect(order('home')).toEqual(['audio_in_muted', 'gateway_silent', 'camera_absent', 'disk_low', 'power_ok'])
  expect(order('school')[0]).toBe('camera_absent')
})

test('the step that comes first is about what keeps the lesson from being given', () => {
  const well = ['power_ok', 'interface_ok', 'dns_ok', 'line_good', 'audio_in_ok', 'audio_out_ok'] as const
  expect(firstToMend('school', [...well, 'camera_absent', 'disk_full'])?.code).toBe('camera_absent')
  expect(firstToMend('home', [...well, 'camera_absent', 'power_ok'])?.code).toBe('camera_absent')
  expect(firstToMend('home', [...well, 'camera_ok'])).toBeUndefined()
})

test('what nobody asks of a set is not shown, also when it tells it', () => {
  const codes = ['power_ok', 'update_behind', 'second_camera_absent', 'camera_ok'] as const
  expect(foundIn(codes, needsIn('home', codes)).map(({ code }) => code)).toEqual(['power_ok', 'camera_ok'])
  expect(foundIn(codes, needsIn('school', codes)).map(({ code }) => code)).toEqual([
    'second_camera_absent',
    'power_ok',
    'camera_ok',
  ])
})
