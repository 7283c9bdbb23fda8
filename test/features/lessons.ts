import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  day_changes: ['siu', 'siud'],
  lesson_exceptions: ['s', 'siud'],
  set_lessons: ['siud', 'siud'],
  timetables: ['s', 'siud'],
}
