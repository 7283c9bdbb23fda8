import { hoursRefusals } from '../../locations/hours/rules.ts'
import { trajectoryRefusals } from '../../trajectories/refusal/rules.ts'

const { unknown_trajectory } = trajectoryRefusals

/** Why something about lessons is refused. */
export const lessonRefusals = {
  unknown_trajectory,
  ...hoursRefusals,
  no_such_day: {
    status: 422,
    message: 'There are no lessons on {where}.',
    expected: 'a day from 2020 to 2099',
  },
  no_monday: { status: 422, message: '{where} is no Monday.', expected: 'the Monday of a week' },
  unknown_day_change: {
    status: 404,
    message: 'There is nothing like that here.',
    expected: 'what a day was said to be',
  },
  change_over: {
    status: 409,
    message: 'That time is over.',
    expected: 'a time that is still to come, or a change of today',
  },
  until_over: { status: 422, message: 'That time is over.', expected: 'a time that is still to come' },
  too_far: { status: 422, message: 'That is too far ahead.', expected: 'a time within 400 days' },
  not_a_calendar: {
    status: 422,
    message: 'This file is no calendar that can be read.',
    expected: 'an iCalendar file (.ics)',
  },
  too_many_events: {
    status: 422,
    message: 'This calendar holds too much.',
    expected: 'at most 5000 events in twelve weeks',
  },
  no_lessons: {
    status: 422,
    message: 'This calendar holds no lessons in the next twelve weeks.',
    expected: 'events between 06:00 and 22:00',
  },
} as const
