import { describe, expect, test } from 'vitest'
import { aWeekLater, canBeOnDuty, dayOf, overlaps, planDuty, weekBefore, weekOf } from './rules.ts'

const at = (text: string) => Date.parse(text)
const hour = 3_600_000

describe('a duty is what the clock in Brussels says', () => {
  test.each([
    ['a winter morning', '2026-01-12', '08:00', '12:00', '2026-01-12T07:00Z', '2026-01-12T11:00Z'],
    ['a summer morning', '2026-06-15', '08:00', '12:00', '2026-06-15T06:00Z', '2026-06-15T10:00Z'],
    [
      'over the hour that is skipped',
      '2026-03-29',
      '01:30',
      '04:00',
      '2026-03-29T00:30Z',
      '2026-03-29T02:00Z',
    ],
    [
      'from inside the hour that is skipped',
      '2026-03-29',
      '02:30',
      '04:00',
      '2026-03-29T01:30Z',
      '2026-03-29T02:00Z',
    ],
    [
      'over the hour that comes twice',
      '2026-10-25',
      '01:30',
      '04:00',
      '2026-10-24T23:30Z',
      '2026-10-25T03:00Z',
    ],
    [
      'from the hour that comes twice: its first',
      '2026-10-25',
      '02:30',
      '04:00',
      '2026-10-25T00:30Z',
      '2026-10-25T03:00Z',
    ],
    ['the longest', '2026-06-15', '08:00', '20:00', '2026-06-15T06:00Z', '2026-06-15T18:00Z'],
  ])('%s', (_name, day, from, until, startsAt, endsAt) => {
    expect(planDuty({ day, from, until })).toEqual({ ok: true, startsAt: at(startsAt), endsAt: at(endsAt) })
  })

  test.each([
    ['2026-02-29', '08:00', '12:00', 'unknown_day'],
    ['2026-13-01', '08:00', '12:00', 'unknown_day'],
    ['2026-00-10', '08:00', '12:00', 'unknown_day'],
    ['0000-01-01', '08:00', '12:00', 'unknown_day'],
    ['9999-12-31', '08:00', '12:00', 'unknown_day'],
    ['2026-06-15', '12:00', '12:00', 'duty_wrong_order'],
    ['2026-06-15', '22:00', '02:00', 'duty_wrong_order'],
    ['2026-03-29', '02:30', '03:15', 'duty_wrong_order'],
    ['2026-06-15', '08:00', '20:01', 'duty_too_long'],
    ['2026-10-25', '01:00', '13:00', 'duty_too_long'],
  ])('%s %s–%s is refused: %s', (day, from, until, refusal) => {
    expect(planDuty({ day, from, until })).toEqual({ ok: false, refusal })
  })
})

describe('a week begins on Monday', () => {
  test.each([
    ['2026-11-16', '2026-11-16'],
    ['2026-11-22', '2026-11-16'],
    ['2027-01-01', '2026-12-28'],
    ['2028-02-29', '2028-02-28'],
  ])('that of %s on %s', (day, monday) => {
    expect(weekOf(day)?.from).toBe(monday)
  })

  test('in March one of its days has 23 hours, in October 25', () => {
    const lengths = (day: string) => {
      const { days, endsAt } = weekOf(day)!
      return days.map(({ startsAt }, index) => ((days[index + 1]?.startsAt ?? endsAt) - startsAt) / hour)
    }
    expect(lengths('2026-03-29')).toEqual([24, 24, 24, 24, 24, 24, 23])
    expect(lengths('2026-10-25')).toEqual([24, 24, 24, 24, 24, 24, 25])
  })

  test('there is a week before', () => {
    expect(weekBefore(weekOf('2027-01-01')!).from).toBe('2026-12-21')
  })

  test('no week of a day that is not there', () => {
    expect(weekOf('2026-02-30')).toBeUndefined()
  })
})

test.each([
  ['into summer time', '2026-03-23T07:00Z', '2026-03-30T06:00Z'],
  ['into winter time', '2026-10-19T06:00Z', '2026-10-26T07:00Z'],
  ['in between', '2026-11-02T07:00Z', '2026-11-09T07:00Z'],
])('a week later it is the same time on the clock: %s', (_name, before, after) => {
  const startsAt = at(before)
  expect(aWeekLater({ startsAt, endsAt: startsAt + 4 * hour })).toEqual({
    startsAt: at(after),
    endsAt: at(after) + 4 * hour,
  })
})

test('an instant falls on the day of the clock in Brussels', () => {
  expect([dayOf(at('2026-06-15T21:59Z')), dayOf(at('2026-06-15T22:00Z'))]).toEqual([
    '2026-06-15',
    '2026-06-16',
  ])
})

test('two duties overlap when somebody would be there twice; one after the other does not', () => {
  const duty = (startsAt: number, endsAt: number) => ({ startsAt, endsAt })
  expect(overlaps(duty(0, 10), duty(9, 12))).toBe(true)
  expect(overlaps(duty(0, 10), duty(2, 3))).toBe(true)
  expect(overlaps(duty(0, 10), duty(10, 12))).toBe(false)
})

test('open accounts of helpdesk and team leads can be on duty', () => {
  expect(canBeOnDuty({ roles: ['helpdesk'], disabledAt: null })).toBe(true)
  expect(canBeOnDuty({ roles: ['policy', 'lead'], disabledAt: null })).toBe(true)
  expect(canBeOnDuty({ roles: ['admin', 'counsellor'], disabledAt: null })).toBe(false)
  expect(canBeOnDuty({ roles: ['helpdesk'], disabledAt: 1 })).toBe(false)
})
