import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import { randomOf } from './random.ts'

export const secondMs = 1000
export const minuteMs = 60_000
const dayMs = 86_400_000
/** A Monday in September, from midnight on. */
const begin = Date.parse('2026-09-06T22:00:00Z')
const lessonMs = 50 * minuteMs
const slots = [510, 565, 630, 685, 810, 865]
const pairsAtSchool = 8

/** So many pairs at schools of eight, each home with one of a few providers. */
export type World = { seed: number; pairs: number; days: number }

/** Midnight before the so manieth lesson day; five a week. */
export const midnightOf = (day: number) => begin + (day + 2 * Math.floor(day / 5)) * dayMs

/** When lessons of a pair begin on a day: two of six hours, by its timetable. */
export function beginsOf({ seed }: World, pair: number, day: number): number[] {
  const random = randomOf(seed, 1, pair, day % 5)
  const first = Math.floor(random() * slots.length)
  const second = (first + 1 + Math.floor(random() * (slots.length - 1))) % slots.length
  return [slots[first]!, slots[second]!].toSorted((a, b) => a - b).map(at => midnightOf(day) + at * minuteMs)
}
export const untilOf = (from: number) => from + lessonMs

export const codeOf = (pair: number) => `T${pair}`
export const locationOf = (pair: number, side: Side) =>
  side === 'school' ? `S${Math.floor(pair / pairsAtSchool)}` : `H${pair}`
export function providerOf({ pairs }: World, pair: number, side: Side): string {
  const providers = Math.max(7, Math.floor(pairs / 70))
  return side === 'home' ? `P${pair % providers}` : `Q${Math.floor(pair / pairsAtSchool) % providers}`
}
