/** "Vandaag anders": what a set or a person says of a day. `here` is "ik ben er". */
export const dayChangeKinds = ['absent', 'no_lesson', 'other_room', 'here'] as const
export type DayChangeKind = (typeof dayChangeKinds)[number]

/** Who says it. */
export const dayChangeSpeakers = ['child', 'teacher', 'family', 'school', 'counsellor', 'helpdesk'] as const
export type DayChangeSpeaker = (typeof dayChangeSpeakers)[number]

/** Whether nobody is expected in the lesson while it holds. */
export const silences: Record<DayChangeKind, boolean> = {
  absent: true,
  no_lesson: true,
  other_room: false,
  here: false,
}

/** Why a day goes otherwise. */
export const exceptionReasons = ['exam', 'excursion', 'moved', 'cancelled', 'extra', 'other'] as const
