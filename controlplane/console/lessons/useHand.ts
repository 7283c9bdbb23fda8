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

/** A hand on the grid: drags make, move and resize lessons, a click takes one away. A finger only taps: dragging scrolls. */
export function useHand({ week, bells, days, hours, change, full, grid }: Over) {
  const held = useRef<Held | undefined>(undefined)
  const [pull, setPull] = useState<{ week: WeekHours; lesson?: WeekSpan }>()

  /** The minute at a height of the window. */
  function minuteAt(y: number): Minute | undefined {
    const first = grid.current?.querySelector('[data-cell]')?.getBoundingClientRect()
    if (!first) return undefined
    const minute = hours[0] + ((y - first.top) / first.height) * cellMinutes
    return Math.min(Math.max(minute, hours[0]), hours[1])
  }

  function dragOf(event: PointerEvent): Drag | undefined {
    const start = minuteAt(event.clientY)
    const target = event.target as HTMLElement
    const [weekday, from, until] = numbersOf(target.closest<HTMLElement>('[data-lesson]')?.dataset.lesson)
    if (start === undefined) return undefined
    if (weekday !== undefined && from !== undefined && until !== undefined) {
      const edge = target.dataset.edge
      const hold = edge === 'from' || edge === 'until' ? edge : 'lesson'
      return { hold, lesson: [weekday, from, until], start }
    }
    const [day] = numbersOf(target.dataset.cell)
    return day === undefined || !days.includes(day) ? undefined : { hold: 'free', weekday: day, start }
  }

  function letGo() {
    held.current = undefined
    setPull(undefined)
  }

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
        const drag = event.button === 0 ? dragOf(event) : undefined
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
        const minute = minuteAt(event.clientY)
        if (minute !== undefined) setPull(pulled(week, now.drag, minute))
      },
      onPointerUp: drop,
      onPointerCancel: letGo,
    },
  }
}

function numbersOf(text: string | undefined): (number | undefined)[] {
  return text?.split(' ').map(Number) ?? []
}
