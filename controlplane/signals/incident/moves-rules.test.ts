import { expect, test } from 'vitest'
import {
  acknowledgedUntil,
  type IncidentCommand,
  incidentCommands,
  type KnownIncident,
  whyNotDo,
} from './moves-rules.ts'

const now = 1_800_000_000_000
const open: KnownIncident = {
  state: 'open',
  owner: null,
  acknowledgedUntil: null,
  mutedUntil: null,
  isMutedUntilHealed: false,
  isActive: true,
  isStorm: false,
}
const taken: KnownIncident = { ...open, state: 'acknowledged', owner: 'lieve', acknowledgedUntil: now + 1 }
const over: KnownIncident = { ...open, state: 'resolved', isActive: false }
const all = (known: KnownIncident, actor = 'lieve') =>
  incidentCommands.map(command => whyNotDo(command, known, { actor, now }) ?? null)

const noStorm = ['incident_no_storm', 'incident_no_storm']

test.each<[string, KnownIncident, (string | null)[]]>([
  ['open', open, [null, 'incident_not_taken', null, 'incident_not_muted', 'incident_active', ...noStorm]],
  ['theirs', taken, [null, null, null, 'incident_not_muted', 'incident_active', ...noStorm]],
  [
    'over',
    over,
    [...Array(3).fill('incident_over'), 'incident_not_muted', ...Array(3).fill('incident_over')],
  ],
  [
    'a storm that nobody is called for',
    { ...open, isStorm: true, isActive: false, mutedUntil: now + 1 },
    [null, 'incident_not_taken', ...Array(5).fill(null)],
  ],
])('what may be done with one that is %s: %s', (_, known, expected) => {
  expect(all(known)).toEqual(expected)
})

test('a colleague takes it when its time is over, and not before', () => {
  expect(whyNotDo('acknowledge', taken, { actor: 'noor', now })).toBe('incident_taken')
  expect(whyNotDo('acknowledge', taken, { actor: 'noor', now: now + 1 })).toBeUndefined()
  expect(whyNotDo('release', taken, { actor: 'lieve', now: now + 1 })).toBe('incident_not_taken')
})

test('what is active is resolved by hand only where it is muted until it heals', () => {
  const may = (command: IncidentCommand, known: KnownIncident) =>
    whyNotDo(command, known, { actor: 'lieve', now })
  expect(may('resolve', { ...open, mutedUntil: now + 1 })).toBe('incident_active')
  expect(may('resolve', { ...open, isMutedUntilHealed: true })).toBeUndefined()
  expect(may('unmute', { ...over, isMutedUntilHealed: true })).toBeUndefined()
})

test('the most urgent is looked at for ten minutes, the rest until school is over', () => {
  expect(acknowledgedUntil(1, now + 3_600_000, now)).toBe(now + 600_000)
  expect(acknowledgedUntil(3, now + 3_600_000, now)).toBe(now + 3_600_000)
  expect(acknowledgedUntil(null, undefined, now)).toBe(now + 86_400_000)
})
