import type { LimitName, RuleName } from '../../signals/rules.ts'

type NameOfLimit = RuleName extends infer Name ? (Name extends RuleName ? LimitName<Name> : never) : never
export type Unit =
  | 'seconds'
  | 'minutes'
  | 'percent'
  | 'ms'
  | 'dbm'
  | 'celsius'
  | 'days'
  | 'times'
  | 'sets'
  | 'places'

/** In what each number of a rule is counted. */
export const limitUnits: Record<NameOfLimit, Unit> = {
  classGoneSeconds: 'seconds',
  notConnectedSeconds: 'seconds',
  askAfterSeconds: 'seconds',
  poorSeconds: 'seconds',
  onlineBeforeMinutes: 'minutes',
  lossPercent: 'percent',
  rttMs: 'ms',
  jitterMs: 'ms',
  belowDbm: 'dbm',
  belowPercent: 'percent',
  celsius: 'celsius',
  cpuPercent: 'percent',
  starts: 'times',
  setsOfOneVersion: 'sets',
  daysLeft: 'days',
  offSeconds: 'seconds',
  times: 'times',
  sets: 'sets',
  percent: 'percent',
  places: 'places',
}
export type LimitWord = NameOfLimit

export function isLimitWord(name: string): name is LimitWord {
  return Object.hasOwn(limitUnits, name)
}

const units = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const
export type TimeUnit = keyof typeof units

/** A number of seconds as people say it, in the largest unit that leaves nothing over: 90 s, 2 min, 1 day. */
export function timeOf(seconds: number): { unit: TimeUnit; count: number } {
  const unit = (['day', 'hour', 'minute'] as const).find(each => seconds > 0 && seconds % units[each] === 0)
  return { unit: unit ?? 'second', count: seconds / units[unit ?? 'second'] }
}

const numberPattern = /^-?\d+(?:[.,]\d+)?$/
const timePattern = /^(\d+(?:[.,]\d+)?) ?([a-z]+)$/
const timeWords: readonly [RegExp, TimeUnit][] = [
  [/^s(ec(onde?n?|onds?)?)?$/, 'second'],
  [/^m(in(uut|uten|utes?)?)?$/, 'minute'],
  [/^(u(ur|ren)?|h(ours?)?)$/, 'hour'],
  [/^d(ag(en)?|ays?)?$/, 'day'],
]

const amountOf = (text: string) => Number(text.replace(',', '.'))

/** What is written by hand, in the unit of its number; undefined: it is none. A time says in what it is counted. */
export function readAmount(text: string, unit: Unit): number | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[‒–—−]/g, '-')
  const isTime = unit === 'seconds' || unit === 'minutes'
  if (!isTime) return numberPattern.test(typed) ? amountOf(typed) : undefined
  if (typed === '0') return 0
  const [, amount = '', word = ''] = timePattern.exec(typed) ?? []
  const said = timeWords.find(([pattern]) => word !== '' && pattern.test(word))?.[1]
  if (said === undefined) return undefined
  return (amountOf(amount) * units[said]) / (unit === 'minutes' ? units.minute : 1)
}
