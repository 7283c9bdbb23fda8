import { describe, expect, it } from 'vitest'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { dueLook, keptLooks, type Look } from './due-rules.ts'

const minuteMs = 60_000
const at = (time: string) =>
  Temporal.PlainDateTime.from(time).toZonedDateTime('Europe/Brussels').epochMilliseconds
const minute = (time: string) => at(time) / minuteMs

function lessons(...windows: [string, string][]): LessonsBody {
  const whole = windows.map(([from, until]): [number, number] => [minute(from), minute(until)])
  return { revision: 1, side: 'school', windows: whole, until: whole.at(-1)![1] + 14 * 24 * 60 }
}

/** Lives through the time between, a look a quarter of a minute, and says when which look was done. */
function live(held: LessonsBody, from: string, until: string, laterMs = 0, before: Look[] = []): string[] {
  const done = [...before]
  const said: string[] = []
  for (let now = at(from); now < at(until); now += 15_000) {
    const look = dueLook(held, now, done, laterMs)
    if (!look) continue
    done.push(look)
    const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/Brussels')
    said.push(`${local.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${look.trigger}`)
  }
  return said
}

describe('the looks before a lesson', () => {
  const monday = lessons(['2026-11-23T08:30', '2026-11-23T12:00'], ['2026-11-23T13:00', '2026-11-23T15:30'])

  it('are done half an hour and twenty minutes before each lesson, once', () => {
    expect(live(monday, '2026-11-23T07:00', '2026-11-23T16:00')).toEqual([
      '2026-11-23T08:00 before_30',
      '2026-11-23T08:10 before_20',
      '2026-11-23T12:30 before_30',
      '2026-11-23T12:40 before_20',
    ])
  })

  it('are spread over the fleet by less than a minute', () => {
    expect(live(monday, '2026-11-23T07:00', '2026-11-23T09:00', 59_000)).toEqual([
      '2026-11-23T08:01 before_30',
      '2026-11-23T08:11 before_20',
    ])
  })

  it.each([
    ['spring', '2027-03-26', '2027-03-29'],
    ['autumn', '2026-10-23', '2026-10-26'],
  ])('stay at the clock of the wall when that changes in %s', (_season, friday, next) => {
    const held = lessons([`${friday}T08:30`, `${friday}T12:00`], [`${next}T08:30`, `${next}T12:00`])
    expect(live(held, `${friday}T07:00`, `${next}T13:00`)).toEqual([
      `${friday}T08:00 before_30`,
      `${friday}T08:10 before_20`,
      `${next}T08:00 before_30`,
      `${next}T08:10 before_20`,
    ])
  })

  it('are not done twice by a set that starts again between them', () => {
    const done: Look[] = [{ trigger: 'before_30', window: minute('2026-11-23T08:30') }]
    expect(live(monday, '2026-11-23T08:04', '2026-11-23T09:00', 0, done)).toEqual([
      '2026-11-23T08:10 before_20',
    ])
  })

  it('come late for a set that was off, unless the next took over', () => {
    expect(live(monday, '2026-11-23T08:05', '2026-11-23T08:30')).toEqual([
      '2026-11-23T08:05 before_30',
      '2026-11-23T08:10 before_20',
    ])
    expect(live(monday, '2026-11-23T08:25', '2026-11-23T09:00')).toEqual(['2026-11-23T08:25 before_20'])
  })

  it('are left out while another lesson is on', () => {
    const short = lessons(['2026-11-23T08:30', '2026-11-23T10:10'], ['2026-11-23T10:25', '2026-11-23T12:00'])
    expect(live(short, '2026-11-23T08:30', '2026-11-23T12:00')).toEqual(['2026-11-23T10:10 before_20'])
    const close = lessons(['2026-11-23T08:30', '2026-11-23T10:10'], ['2026-11-23T10:35', '2026-11-23T12:00'])
    expect(live(close, '2026-11-23T08:30', '2026-11-23T12:00')).toEqual([
      '2026-11-23T10:10 before_30',
      '2026-11-23T10:15 before_20',
    ])
  })

  it('are not done by a set that knows of no lessons, or no longer', () => {
    expect(dueLook(undefined, at('2026-11-23T08:05'), [], 0)).toBeUndefined()
    const old = { ...monday, until: minute('2026-11-23T07:00') }
    expect(live(old, '2026-11-23T07:00', '2026-11-23T16:00')).toEqual([])
  })

  it('are done anew when a lesson is moved', () => {
    const done: Look[] = [{ trigger: 'before_30', window: minute('2026-11-23T08:30') }]
    const moved = lessons(['2026-11-23T08:45', '2026-11-23T12:00'])
    expect(live(moved, '2026-11-23T08:05', '2026-11-23T09:00', 0, done)).toEqual([
      '2026-11-23T08:15 before_30',
      '2026-11-23T08:25 before_20',
    ])
  })

  it('are forgotten once the lesson has begun', () => {
    const done: Look[] = [
      { trigger: 'before_20', window: minute('2026-11-23T08:30') },
      { trigger: 'before_30', window: minute('2026-11-23T13:00') },
    ]
    expect(keptLooks(done, at('2026-11-23T12:30'))).toEqual(done.slice(1))
  })
})
