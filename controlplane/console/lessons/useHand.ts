import { type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { WeekHours } from '../../locations/hours/api.ts'
import type { DaySpan, Minute, WeekSpan } from '../../locations/hours/rules.ts'
import { clicked, type Drag, pulled } from './gridDrag.ts'
import type { Deed } from './gridKeys.ts'
import { cellMinutes } from './week.ts'

/** Less than this is a click; px. */
const stillPx = 4

type Over = {
  week: WeekHours
  bells: WeekHours | null
  days: readonly number[]
  hours: DaySpan
  change: (week: WeekHours, deed: Deed) => void
  full: () => void
  grid: RefObject<HTMLDivElement | null>
}
type Held = { drag: Drag; y: number; isPulled: boolean; isTouch: boolean }

/** What is under way, while a hand is down. */
function useHeldDrag() {
  const held = useRef<Held | undefined>(undefined)
  const [pull, setPull] = useState<{ week: WeekHours; lesson?: WeekSpan }>()
  const letGo = () => {
    held.current = undefined
    setPull(undefined)
  }
  return { held, pull, setPull, letGo }
}

/** A hand on the grid: drags make, move and resize lessons, a click takes one away. A finger only taps: dragging scrolls. */
export function useHand(over: Over) {
  const { week, bells, change, full } = over
  const { held, pull, setPull, letGo } = useHeldDrag()

  function drop() {
    if (!held.current) return
    const { drag, isPulled } = held.current
    if (isPulled) {
      const did = drag.hold === 'free' ? 'made' : 'changed'
      if (pull?.lesson) change(pull.week, { did, lesson: pull.lesson })
    } else {
      const outcome = clicked(week, bells, drag)
      if (outcome) change(outcome.week, outcome.deed)
      else full()
    }
    letGo()
  }

  return {
    /** While something is pulled: the week as it would be. */
    week: pull?.week,
    lesson: pull?.lesson,
    events: {
      onPointerDown(event: PointerEvent) {
        const drag = event.button === 0 ? dragOf(event, over) : undefined
        if (!drag) return
        const isTouch = event.pointerType === 'touch'
        held.current = { drag, y: event.clientY, isPulled: false, isTouch }
        if (!isTouch) event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove(event: PointerEvent) {
        const now = held.current
        if (!now || now.isTouch) return
        if (!now.isPulled && Math.abs(event.clientY - now.y) < stillPx) return
        now.isPulled = true
        const minute = minuteAt(event.clientY, over)
        if (minute !== undefined) setPull(pulled(week, now.drag, minute))
      },
      onPointerUp: drop,
      onPointerCancel: letGo,
    },
  }
}

/** What a hand takes hold of where it comes down; undefined: nothing. */
function dragOf(event: PointerEvent, over: Pick<Over, 'days' | 'hours' | 'grid'>): Drag | undefined {
  const start = minuteAt(event.clientY, over)
  const target = event.target as HTMLElement
  const [weekday, from, until] = numbersOf(target.closest<HTMLElement>('[data-lesson]')?.dataset.lesson)
  if (start === undefined) return undefined
  if (weekday !== undefined && from !== undefined && until !== undefined) {
    const edge = target.dataset.edge
    const hold = edge === 'from' || edge === 'until' ? edge : 'lesson'
    return { hold, lesson: [weekday, from, until], start }
  }
  const [day] = numbersOf(target.dataset.cell)
  return day === undefined || !over.days.includes(day) ? undefined : { hold: 'free', weekday: day, start }
}

/** The minute at a height of the window. */
function minuteAt(
  y: number,
  { grid, hours: [from, until] }: Pick<Over, 'hours' | 'grid'>,
): Minute | undefined {
  const first = grid.current?.querySelector('[data-cell]')?.getBoundingClientRect()
  if (!first) return undefined
  const minute = from + ((y - first.top) / first.height) * cellMinutes
  return Math.min(Math.max(minute, from), until)
}

function numbersOf(text: string | undefined): (number | undefined)[] {
  return text?.split(' ').map(Number) ?? []
}
