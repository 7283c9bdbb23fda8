/** What a trajectory is in, by its clock. */
export const lessonStatuses = ['lesson', 'absent', 'run_up', 'school_hours', 'outside'] as const
export type LessonStatus = (typeof lessonStatuses)[number]

/** The last part of the run-up, in which a class must be there. */
export const nearMs = 10 * 60_000

/** By what. */
export const lessonGrounds = ['timetable', 'exception', 'bells', 'envelope', 'closed', 'nothing'] as const
export type LessonGround = (typeof lessonGrounds)[number]
