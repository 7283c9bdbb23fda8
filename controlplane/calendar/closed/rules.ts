import type { Day } from '../day/rules.ts'

/** What is closed: a whole day, or until or from half past twelve. */
export const halves = ['day', 'morning', 'afternoon'] as const
export type Half = (typeof halves)[number]

/** What is closed on a day. */
export type ClosedDays = Pick<ReadonlyMap<Day, Half>, 'get'>

/** Closed days that one site may have. */
export const closedDaysMax = 400

export const closedDayRefusals = {
  unknown_location: {
    status: 404,
    message: 'No location has the code {where}.',
    expected: 'the code of a registered location',
  },
  at_home: { status: 409, message: 'A home is never closed.', expected: 'a school, a hospital, a warehouse' },
  too_many_closed_days: {
    status: 409,
    message: 'This place has too many closed days.',
    expected: `at most ${closedDaysMax}`,
  },
  not_closed: {
    status: 404,
    message: 'Nobody said that it is closed on this day.',
    expected: 'a day that was set here; holidays are not',
  },
} as const
export type ClosedDayRefusal = keyof typeof closedDayRefusals

/** What is closed everywhere and at one site: a whole day stays whole, and two halves make one. */
export function layered(everywhere: ClosedDays, own: ClosedDays): ClosedDays {
  return {
    get(day) {
      const [one, other] = [everywhere.get(day), own.get(day)]
      return one === undefined || other === undefined || one === other ? (one ?? other) : 'day'
    },
  }
}
