import type { Family, Priority } from '../tickets/symptom/rules.ts'

/** When a signal fires: what its trajectory is in then decides how urgent it is. */
export const columns = ['lesson', 'run_up', 'otherwise'] as const
export type Column = (typeof columns)[number]
/** Null: a signal alone, nobody is called for it. */
export type Priorities = Readonly<Record<Column, Priority | null>>

/** A number that a person may edit. Units as in its name. */
export type Limit = { readonly value: number; readonly min: number; readonly max: number }

/** What a rule is judged of: a pair, one set (of this kind), a place or provider with its sets, or the platform. */
export const scopes = ['pair', 'set', 'home', 'school', 'place', 'platform'] as const

export type Rule = {
  readonly family: Family
  readonly of: (typeof scopes)[number]
  /** How long it must hold before anybody hears of it. */
  readonly holdSeconds: Limit
  /** How long it must be gone before that counts; null: the usual, which differs by lesson. */
  readonly clearSeconds: Limit | null
  /** Told of in lessons alone: what was well stays so over the hours in which nothing is known of it. */
  readonly isKnownAtTimes?: true
  readonly priorities: Priorities
  readonly limits: Readonly<Record<string, Limit>>
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const hold = (value: number, max = hour): Limit => ({ value, min: 0, max: Math.max(max, value) })
const limit = (value: number, min: number, max: number): Limit => ({ value, min, max })
const urgency = (
  lesson: Priority | null,
  runUp: Priority | null,
  otherwise: Priority | null,
): Priorities => ({
  lesson,
  run_up: runUp,
  otherwise,
})

/** How long what was wrong must be gone, by whether there is a lesson; seconds. */
export const usualClearSeconds: Readonly<Record<Column, number>> = {
  lesson: 3 * minute,
  run_up: 3 * minute,
  otherwise: 10 * minute,
}

/**
 * Every rule there is, with its numbers as they are delivered; people switch them on and off and edit the numbers.
 * What concerns a pair in its lesson is held inside the verdict (`calls/pair`), counted from last heard.
 */
export const rules = {
  child_waits: {
    family: 'connection',
    of: 'pair',
    holdSeconds: hold(0),
    clearSeconds: hold(minute),
    priorities: urgency(1, null, null),
    limits: { classGoneSeconds: limit(60, 20, 600), notConnectedSeconds: limit(3 * minute, 30, 1800) },
  },
  class_waits: {
    family: 'connection',
    of: 'pair',
    // Five minutes until the home is asked, and a quarter of an hour for its answer.
    holdSeconds: hold(20 * minute),
    clearSeconds: null,
    priorities: urgency(3, null, null),
    limits: { askAfterSeconds: limit(5 * minute, 0, hour) },
  },
  lesson_poor: {
    family: 'connection',
    of: 'pair',
    holdSeconds: hold(0),
    clearSeconds: hold(5 * minute),
    priorities: urgency(2, null, null),
    limits: { poorSeconds: limit(2 * minute, 0, hour) },
  },
  /** Nobody is called for it: the class is asked. */
  no_lesson: {
    family: 'connection',
    of: 'pair',
    holdSeconds: hold(15 * minute),
    clearSeconds: null,
    priorities: urgency(null, null, null),
    limits: {},
  },
  school_lost: {
    family: 'connection',
    of: 'school',
    holdSeconds: hold(minute),
    clearSeconds: hold(3 * minute),
    priorities: urgency(null, 2, null),
    limits: {},
  },
  home_lost: {
    family: 'connection',
    of: 'home',
    holdSeconds: hold(3 * minute),
    clearSeconds: hold(3 * minute),
    priorities: urgency(null, null, null),
    limits: {},
  },
  not_ready: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(2, 2, null),
    limits: { onlineBeforeMinutes: limit(15, 1, 30) },
  },
  camera: {
    family: 'picture',
    of: 'school',
    holdSeconds: hold(minute),
    clearSeconds: hold(2 * minute),
    priorities: urgency(1, 2, 3),
    limits: {},
  },
  webcam: {
    family: 'picture',
    of: 'home',
    holdSeconds: hold(2 * minute),
    clearSeconds: null,
    priorities: urgency(3, null, 4),
    limits: {},
  },
  sound: {
    family: 'sound',
    of: 'set',
    holdSeconds: hold(minute),
    clearSeconds: null,
    priorities: urgency(1, 2, 3),
    limits: {},
  },
  poor_line: {
    family: 'connection',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(null, null, null),
    limits: {
      lossPercent: limit(5, 0.5, 50),
      rttMs: limit(300, 50, 2000),
      jitterMs: limit(50, 5, 500),
    },
  },
  weak_wifi: {
    family: 'connection',
    of: 'set',
    holdSeconds: hold(10 * minute),
    clearSeconds: hold(day, 7 * day),
    isKnownAtTimes: true,
    priorities: urgency(3, null, 4),
    limits: { belowDbm: limit(-75, -95, -50) },
  },
  battery: {
    family: 'power',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: null,
    priorities: urgency(3, 3, null),
    limits: { belowPercent: limit(25, 5, 90) },
  },
  disk: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(30 * minute, day),
    clearSeconds: null,
    priorities: urgency(3, null, 3),
    limits: { belowPercent: limit(10, 1, 50) },
  },
  overload: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(5 * minute),
    clearSeconds: hold(10 * minute),
    // In a lesson only when the line is poor too.
    priorities: urgency(2, null, 4),
    limits: { celsius: limit(95, 60, 120), cpuPercent: limit(95, 50, 100) },
  },
  restarts: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(30 * minute),
    priorities: urgency(2, 2, 3),
    limits: { starts: limit(3, 2, 20), setsOfOneVersion: limit(5, 2, 100) },
  },
  certificate: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(null, null, 3),
    limits: { daysLeft: limit(7, 1, 29) },
  },
  clock: {
    family: 'software',
    of: 'set',
    holdSeconds: hold(10 * minute),
    clearSeconds: null,
    priorities: urgency(3, 3, 4),
    limits: { offSeconds: limit(30, 5, 3600) },
  },
  help: {
    family: 'help',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(1, 2, 3),
    limits: {},
  },
  flapping: {
    family: 'connection',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(day, 7 * day),
    priorities: urgency(3, null, 4),
    limits: { times: limit(4, 3, 50) },
  },
  mqtt_blocked: {
    family: 'connection',
    of: 'set',
    holdSeconds: hold(hour, day),
    clearSeconds: null,
    priorities: urgency(3, null, 4),
    limits: {},
  },
  clone: {
    family: 'security',
    of: 'set',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(2, 2, 2),
    limits: {},
  },
  storm_location: {
    family: 'connection',
    of: 'place',
    // What is wider is seen first and explains it; longer, and each child would have a ticket of its own.
    holdSeconds: hold(25),
    clearSeconds: hold(5 * minute),
    priorities: urgency(1, 2, null),
    limits: { sets: limit(3, 2, 100), percent: limit(50, 10, 100) },
  },
  storm_provider: {
    family: 'connection',
    of: 'place',
    holdSeconds: hold(15),
    clearSeconds: hold(5 * minute),
    priorities: urgency(1, 2, 3),
    limits: { sets: limit(8, 2, 1000), percent: limit(30, 5, 100), places: limit(3, 1, 100) },
  },
  storm_platform: {
    family: 'platform',
    of: 'platform',
    holdSeconds: hold(0),
    clearSeconds: hold(5 * minute),
    priorities: urgency(1, 1, 1),
    limits: { sets: limit(8, 2, 1000), percent: limit(15, 2, 100) },
  },
  housekeeping: {
    family: 'platform',
    of: 'platform',
    holdSeconds: hold(0),
    clearSeconds: hold(0),
    priorities: urgency(2, 2, 2),
    limits: {},
  },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof rules
export const ruleNames = Object.keys(rules) as RuleName[]
export type LimitName<Name extends RuleName> = keyof (typeof rules)[Name]['limits'] & string
