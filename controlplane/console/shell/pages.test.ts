import { expect, test } from 'vitest'
import { roles } from '../../people/rules.ts'
import { maySee, pageAt, railItemAt, railOf } from './pages.ts'

const namesOf = (held: Parameters<typeof railOf>[0]) => railOf(held).map(({ name }) => name)

test('the rail of a role holds only what the role may see, seven at most, and so does that of all roles at once', () => {
  for (const held of [...roles.map(role => [role]), roles]) {
    const names = namesOf(held)
    expect(names.length).toBeLessThanOrEqual(7)
    for (const name of names) expect(name === 'admin' || maySee(held, name), `${held} ${name}`).toBe(true)
  }
})

test('who has several roles begins where the day of the first starts, and has each page once', () => {
  expect(namesOf(['logistics', 'lead'])).toEqual([
    'sets',
    'locations',
    'duty',
    'now',
    'queue',
    'trajectories',
    'admin',
  ])
})

test('an object lies under its list, and what lies beside a list under that', () => {
  expect(pageAt('/sets/KS-0001')).toBe('sets')
  expect(pageAt('/tickets/12')).toBe('queue')
  expect(pageAt('/')).toBe('now')
  expect(pageAt('/nergens')).toBeUndefined()
  expect(railItemAt(['admin'], 'devices')).toBe('sets')
  expect(railItemAt(['admin'], 'calendar')).toBe('locations')
  expect(railItemAt(['admin'], 'duty')).toBe('admin')
  expect(railItemAt(['helpdesk'], 'duty')).toBe('duty')
  expect(railItemAt(['helpdesk'], 'audit')).toBeUndefined()
})
