import { expect, test } from 'vitest'
import type { PresenceState } from '../devices/rules.ts'
import type { LessonStatus } from '../lessons/status/rules.ts'
import { asksForPerson } from './rules.ts'

const minute = 60_000
const side = (presence: PresenceState | null) => (presence === null ? null : { presence })
const lesson = (status: LessonStatus, minutes: number) => ({ status, until: minutes * minute })

test.each<
  [string, ReturnType<typeof lesson> | null, PresenceState | null, PresenceState | null, boolean, boolean]
>([
  ['both there in a lesson', lesson('lesson', 20), 'online', 'online', false, false],
  ['the class lost in a lesson', lesson('lesson', 20), 'online', 'lost', false, true],
  ['the child shaky in a lesson', lesson('lesson', 20), 'suspect', 'online', false, true],
  ['the child not there, who said goodbye', lesson('lesson', 20), 'off', 'online', false, false],
  ['the class lost ten minutes before', lesson('run_up', 10), 'online', 'lost', false, true],
  ['the class lost eleven minutes before', lesson('run_up', 11), 'online', 'lost', false, false],
  ['the class lost while the child is absent', lesson('absent', 20), 'off', 'lost', false, false],
  ['the class lost after school', lesson('outside', 20), 'off', 'lost', false, false],
  [
    'a child that says to be there, and a class that is off',
    lesson('run_up', 20),
    'online',
    'off',
    true,
    true,
  ],
  ['a child that says to be there, and no class set', lesson('lesson', 20), 'online', null, true, true],
  [
    'a child that says to be there, and a class that is',
    lesson('lesson', 20),
    'online',
    'online',
    true,
    false,
  ],
  ['a child that says so at night', lesson('outside', 20), 'online', 'off', true, false],
  ['a trajectory that is not looked at', null, 'lost', 'lost', true, false],
])('%s', (_name, now, home, school, isHere, asks) => {
  const pair = {
    lesson: now,
    home: side(home),
    school: side(school),
    ...(isHere && { isHere: true as const }),
  }
  expect(asksForPerson(pair, 0)).toBe(asks)
})
