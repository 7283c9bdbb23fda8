import type { SchoolLevel } from '../../locations/rules.ts'
import type { OpenTrajectory } from '../../trajectories/api.ts'

/** What somebody has typed of a new trajectory; empty: nothing. */
export type Draft = {
  firstName: string
  className: string
  school: string | null
  level: SchoolLevel | ''
  homeSet: string
  schoolSet: string
  at: 'home' | 'hospital'
  municipality: string
  hospital: string | null
  counsellor: string
  schoolYear: number
  requestedOn: string
}

/** What stays from one child to the next. */
type Usual = Pick<Draft, 'counsellor' | 'schoolYear' | 'requestedOn'>

export function emptyDraft({ counsellor, schoolYear, requestedOn }: Usual): Draft {
  return {
    firstName: '',
    className: '',
    school: null,
    level: '',
    homeSet: '',
    schoolSet: '',
    at: 'home',
    municipality: '',
    hospital: null,
    counsellor,
    schoolYear,
    requestedOn,
  }
}

export function isTouched(draft: Draft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(emptyDraft(draft))
}

const orNull = (text: string) => text.trim() || null
const label = (text: string) => orNull(text)?.toUpperCase() ?? null

export function bodyOf(draft: Draft): OpenTrajectory {
  const firstName = draft.firstName.trim()
  return {
    level: draft.level || null,
    schoolYear: draft.schoolYear,
    child: firstName === '' ? null : { firstName, className: orNull(draft.className) },
    requestedOn: draft.requestedOn,
    school: { set: label(draft.schoolSet), location: draft.school },
    home: {
      set: label(draft.homeSet),
      location: draft.at === 'hospital' ? draft.hospital : null,
      municipality: draft.at === 'home' ? orNull(draft.municipality) : null,
    },
    counsellor: orNull(draft.counsellor),
  }
}
