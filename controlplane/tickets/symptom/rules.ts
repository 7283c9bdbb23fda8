/** How soon somebody must look: 1 at once, 4 when there is time. */
export const priorities = [1, 2, 3, 4] as const
export type Priority = (typeof priorities)[number]

/** What kind of trouble it is; signals of one family and one trajectory make one ticket. */
export const families = [
  'connection',
  'picture',
  'sound',
  'power',
  'software',
  'help',
  'logistics',
  'security',
  'platform',
] as const
export type Family = (typeof families)[number]

/** What is seen: the name of a rule, or `reported` when a person tells it. With it the family that is meant by itself. */
const familyOf = {
  child_waits_class_gone: 'connection',
  child_waits: 'connection',
  school_lost: 'connection',
  home_lost: 'connection',
  not_ready: 'connection',
  camera: 'picture',
  webcam: 'picture',
  sound: 'sound',
  poor_line: 'connection',
  weak_wifi: 'connection',
  battery: 'power',
  disk: 'software',
  overload: 'software',
  restarts: 'software',
  certificate: 'software',
  clock: 'software',
  help: 'help',
  flapping: 'connection',
  storm_location: 'connection',
  storm_provider: 'connection',
  storm_platform: 'connection',
  class_waits: 'connection',
  lesson_poor: 'connection',
  no_lesson: 'connection',
  clone: 'security',
  mqtt_blocked: 'connection',
  housekeeping: 'platform',
  rule_failed: 'platform',
  reported: 'help',
} as const satisfies Record<string, Family>
export type Symptom = keyof typeof familyOf
export const symptoms = Object.keys(familyOf) as Symptom[]

/** Which of three pictures somebody chose, or that there is no connection at all. */
export const pictures = ['hear', 'see', 'connect', 'other'] as const
export type Picture = (typeof pictures)[number]

const familyOfPicture: Record<Picture, Family> = {
  hear: 'sound',
  see: 'picture',
  connect: 'connection',
  other: 'help',
}

/** The family of what a person tells; `picture` null: none was chosen. */
export function familyMeant(symptom: Symptom, picture: Picture | null): Family {
  return symptom === 'reported' && picture !== null ? familyOfPicture[picture] : familyOf[symptom]
}

/** Whether a child sits waiting, which costs lesson minutes as long as it lasts. */
export function isChildWaiting(symptom: Symptom): boolean {
  return symptom === 'child_waits' || symptom === 'child_waits_class_gone'
}

/** Who said so first. */
export const sources = ['rule', 'helpdesk', 'counsellor', 'school', 'family'] as const
export type Source = (typeof sources)[number]

/** How a person said it; null: a rule did. */
export const channels = ['phone', 'mail', 'screen'] as const
export type Channel = (typeof channels)[number]

export const sides = ['home', 'school'] as const
export type Side = (typeof sides)[number]

/** By what later news of the same trouble finds its ticket; undefined: it is about nothing that is known. */
export function correlationKey(
  family: Family,
  { trajectory, set, location }: { trajectory: string | null; set: string | null; location: string | null },
): string | undefined {
  if (trajectory !== null) return `trajectory:${trajectory}/${family}`
  if (set !== null) return `set:${set}/${family}`
  return location === null ? undefined : `location:${location}/${family}`
}
