import { type WeekSpan, whyWrongDay } from '../hours/rules.ts'
import type { LocationKind, PlaceRefusal } from '../rules.ts'

/** What is said of a place, as far as one part has to fit another. */
type Said = {
  kind: LocationKind
  name: string | null
  institutionNo?: string | null
  siteNo?: string | null
  level?: string | null
  bells?: readonly WeekSpan[] | null
}
type Wrong = { refusal: Exclude<PlaceRefusal, 'number_taken'>; where: string }

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** What of a place does not fit, and where; undefined: nothing. */
export function whyWrongPlace(said: Said): Wrong | undefined {
  const { kind, name, institutionNo = null, siteNo = null, level = null, bells = null } = said
  if (kind === 'home' && name !== null) return { refusal: 'home_without_name', where: 'name' }
  if (kind !== 'school') {
    const ofSchools = Object.entries({ institutionNo, siteNo, level, bells })
    const [where] = ofSchools.find(([, value]) => value !== null) ?? []
    if (where !== undefined) return { refusal: 'not_a_school', where }
  }
  if ((institutionNo === null) !== (siteNo === null))
    return { refusal: 'half_a_number', where: institutionNo === null ? 'institutionNo' : 'siteNo' }
  return whyWrongBells(bells ?? [])
}

function whyWrongBells(bells: readonly WeekSpan[]): Wrong | undefined {
  for (const [index, where] of weekdays.entries()) {
    const day = bells.filter(([weekday]) => weekday === index + 1)
    const refusal = whyWrongDay(day.map(([, from, until]) => [from, until]))
    if (refusal !== undefined) return { refusal, where }
  }
  return undefined
}
