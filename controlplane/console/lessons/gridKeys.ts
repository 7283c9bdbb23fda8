import type { WeekHours } from '../../locations/hours/api.ts'
import { earliestLesson, latestLesson, type Minute, type WeekSpan } from '../../locations/hours/rules.ts'
import {
  cellMinutes,
  fitted,
  isSame,
  lessonIn,
  lessonMeant,
  replaced,
  shifted,
  stepMinutes,
  withLesson,
  withoutLesson,
} from './week.ts'

export type Cell = { weekday: number; minute: Minute }
type Pressed = { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean }
type On = { week: WeekHours; bells: WeekHours | null; cell: Cell; days: readonly number[] }

/** What was done, with the lesson that it was done to. */
export type Deed = { did: 'made' | 'changed' | 'removed'; lesson: WeekSpan }
/** What a key does: goes to another cell, or changes the week. */
export type Outcome = { go: Cell } | { week: WeekHours; deed: Deed; go: Cell } | { full: true }

/** What a key does in the grid of a week; undefined: it is no key of the grid. */
export function afterKey(on: On, pressed: Pressed): Outcome | undefined {
  if (pressed.ctrlKey || pressed.metaKey) return undefined
  const { week, cell } = on
  const lesson = lessonIn(week, cell.weekday, cell.minute)
  const change = changeBy(pressed)
  if (change && lesson) return changed(on, lesson, change(week, lesson))
  if (pressed.key === 'Enter' || pressed.key === ' ') return lesson ? { go: cell } : made(on)
  if ((pressed.key === 'Delete' || pressed.key === 'Backspace') && lesson)
    return { week: withoutLesson(week, lesson), deed: { did: 'removed', lesson }, go: cell }
  const go = pressed.shiftKey || pressed.altKey ? undefined : goneTo(on, pressed.key)
  return go && { go }
}

type Change = (week: WeekHours, lesson: WeekSpan) => WeekSpan

/** `+` and `-`, or Shift with an arrow: the end. Alt with an arrow: the whole lesson. */
function changeBy({ key, shiftKey, altKey }: Pressed): Change | undefined {
  const by = (minutes: number): Change =>
    altKey
      ? (week, lesson) => shifted(week, lesson, minutes)
      : (week, lesson) => fitted(week, lesson, [lesson[1], lesson[2] + minutes])
  if (key === '+' || key === '=') return by(stepMinutes)
  if (key === '-') return by(-stepMinutes)
  if (!shiftKey && !altKey) return undefined
  if (key === 'ArrowDown') return by(stepMinutes)
  if (key === 'ArrowUp') return by(-stepMinutes)
  return undefined
}

function made({ week, bells, cell }: On): Outcome {
  const next = withLesson(week, lessonMeant(week, bells, [cell.weekday, cell.minute]))
  const lesson = next.find(one => !week.some(old => isSame(old, one)))
  return lesson ? { week: next, deed: { did: 'made', lesson }, go: cell } : { full: true }
}

/** The focus goes along with a lesson that leaves its cell. */
function changed({ week, cell }: On, lesson: WeekSpan, by: WeekSpan): Outcome {
  const next = replaced(week, lesson, by)
  const here = lessonIn(next, cell.weekday, cell.minute)
  const isHere = here !== undefined && isSame(here, by)
  const minute = isHere ? cell.minute : Math.floor(by[1] / cellMinutes) * cellMinutes
  return { week: next, deed: { did: 'changed', lesson: by }, go: { ...cell, minute } }
}

function goneTo({ cell, days }: On, key: string): Cell | undefined {
  const { weekday, minute } = cell
  const at = days.indexOf(weekday)
  const last = latestLesson - cellMinutes
  const moves: Record<string, Cell> = {
    ArrowUp: { weekday, minute: Math.max(earliestLesson, minute - cellMinutes) },
    ArrowDown: { weekday, minute: Math.min(last, minute + cellMinutes) },
    ArrowLeft: { weekday: days[Math.max(0, at - 1)] ?? weekday, minute },
    ArrowRight: { weekday: days[Math.min(days.length - 1, at + 1)] ?? weekday, minute },
    Home: { weekday: days[0] ?? weekday, minute },
    End: { weekday: days.at(-1) ?? weekday, minute },
  }
  return Object.hasOwn(moves, key) ? moves[key] : undefined
}
