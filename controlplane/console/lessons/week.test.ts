import { describe, expect, test } from 'vitest'
import { whyWrongWeek } from '../../locations/hours/rules.ts'
import { afterKey, type Cell } from './gridKeys.ts'
import { copiedTo, fitted, hoursAround, lessonMeant, shifted, withLesson } from './week.ts'

const at = (time: string) => {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}
type Triple = [number, number, number]
const les = (day: number, from: string, until: string): Triple => [day, at(from), at(until)]

describe('lessons of a week', () => {
  test('a lesson is made as far as there is room, and never over another', () => {
    const week = [les(1, '08:30', '09:20')]
    expect(withLesson(week, les(1, '08:00', '09:00'))).toEqual([
      les(1, '08:00', '08:30'),
      les(1, '08:30', '09:20'),
    ])
    expect(withLesson(week, les(1, '08:45', '10:00'))).toBe(week)
  })

  test('a lesson stays between its neighbours and within the day, however it is pulled', () => {
    const week = [les(1, '08:30', '09:20'), les(1, '09:30', '10:20'), les(1, '10:20', '11:10')]
    expect(fitted(week, week[1]!, [at('09:00'), at('12:00')])).toEqual(les(1, '09:20', '10:20'))
    expect(fitted(week, week[1]!, [at('09:30'), at('09:00')])).toEqual(les(1, '09:30', '09:35'))
    expect(shifted(week, week[0]!, -600)).toEqual(les(1, '06:00', '06:50'))
    expect(shifted(week, week[0]!, 60)).toEqual(les(1, '08:40', '09:30'))
  })

  test('who points at a bell time means that lesson, elsewhere fifty minutes', () => {
    const bells = [les(1, '08:25', '09:15'), les(1, '09:15', '10:05')]
    expect(lessonMeant([], bells, [1, at('08:00')])).toEqual(les(1, '08:25', '09:15'))
    expect(lessonMeant([bells[0]!], bells, [1, at('09:00')])).toEqual(les(1, '09:15', '10:05'))
    expect(lessonMeant([], bells, [2, at('08:00')])).toEqual(les(2, '08:00', '08:50'))
    expect(lessonMeant([], null, [1, at('08:00')])).toEqual(les(1, '08:00', '08:50'))
  })

  test('a day is copied over what other days had', () => {
    const week = [les(1, '08:30', '09:20'), les(2, '10:00', '11:00'), les(3, '10:00', '11:00')]
    expect(copiedTo(week, 1, [2, 4])).toEqual([
      les(1, '08:30', '09:20'),
      les(2, '08:30', '09:20'),
      les(3, '10:00', '11:00'),
      les(4, '08:30', '09:20'),
    ])
  })

  test('a grid shows the school day and whatever lies outside it', () => {
    expect(hoursAround([])).toEqual([at('08:00'), at('17:00')])
    expect(hoursAround([[at('07:45'), at('18:10')]])).toEqual([at('07:00'), at('19:00')])
  })
})

describe('keys in the grid', () => {
  const days = [1, 2, 3, 4, 5]
  const press = (week: Triple[], cell: Cell, key: string, held: 'shiftKey' | 'altKey' | 'none' = 'none') =>
    afterKey(
      { week, bells: null, cell, days },
      { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, [held]: true },
    )
  const cell = { weekday: 1, minute: at('08:30') }

  test('arrows walk along the cells and stop at the edges', () => {
    expect(press([], cell, 'ArrowRight')).toEqual({ go: { weekday: 2, minute: at('08:30') } })
    expect(press([], cell, 'ArrowLeft')).toEqual({ go: cell })
    expect(press([], cell, 'ArrowDown')).toEqual({ go: { weekday: 1, minute: at('09:00') } })
    expect(press([], { weekday: 1, minute: at('06:00') }, 'ArrowUp')).toEqual({
      go: { weekday: 1, minute: at('06:00') },
    })
    expect(press([], cell, 'End')).toEqual({ go: { weekday: 5, minute: at('08:30') } })
  })

  test('Enter makes a lesson, Shift and an arrow give it a length, Alt moves it, Delete takes it away', () => {
    const lesson = les(1, '08:30', '09:20')
    expect(press([], cell, 'Enter')).toMatchObject({ week: [lesson], deed: { did: 'made' } })
    expect(press([lesson], cell, 'ArrowDown', 'shiftKey')).toMatchObject({ week: [les(1, '08:30', '09:25')] })
    expect(press([lesson], cell, '-')).toMatchObject({ week: [les(1, '08:30', '09:15')] })
    expect(press([lesson], cell, 'ArrowUp', 'altKey')).toMatchObject({ week: [les(1, '08:25', '09:15')] })
    expect(press([lesson], cell, 'Delete')).toMatchObject({ week: [], deed: { did: 'removed', lesson } })
    expect(press([lesson], cell, 'Enter')).toEqual({ go: cell })
  })

  test('the focus goes along with a lesson that is moved out of its cell', () => {
    const lesson = les(1, '08:30', '08:55')
    expect(press([lesson], cell, 'ArrowUp', 'altKey')).toMatchObject({ go: { minute: at('08:30') } })
    expect(press([les(1, '08:25', '08:35')], cell, 'ArrowUp', 'altKey')).toMatchObject({
      go: { minute: at('08:00') },
    })
  })

  test('whatever keys are pressed, the week can be saved', () => {
    const keys = ['Enter', '+', '-', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'Delete'] as const
    const held = ['none', 'shiftKey', 'altKey'] as const
    let seed = 7
    const chance = (below: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % below
    }
    let week: Triple[] = []
    let place: Cell = cell
    for (let count = 0; count < 5_000; count++) {
      const outcome = press(week, place, keys[chance(7 + (chance(4) === 0 ? 1 : 0))]!, held[chance(3)]!)
      if (outcome && 'go' in outcome) place = outcome.go
      if (outcome && 'week' in outcome) week = outcome.week as Triple[]
      expect(whyWrongWeek(week), `seed 7, key ${count}`).toBeUndefined()
      expect(week.every(([, from, until]) => from >= 360 && until <= 1320)).toBe(true)
    }
  })
})
