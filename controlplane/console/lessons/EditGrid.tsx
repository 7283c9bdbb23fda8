import { type CSSProperties, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekHours } from '../../locations/hours/api.ts'
import type { DaySpan } from '../../locations/hours/rules.ts'
import { focusOnceDrawnIfLost } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import { timeAt } from '../ui/wallClock.ts'
import classes from './edit.module.css'
import { afterKey, type Cell, type Deed } from './gridKeys.ts'
import { HourColumn, placed, spanOf } from './HourColumn.tsx'
import { useDays } from './useDays.ts'
import { useHand } from './useHand.ts'
import { cellMinutes, hoursAround, isSame, lessonIn } from './week.ts'

type Props = {
  week: WeekHours
  bells: WeekHours | null
  days: readonly number[]
  change: (week: WeekHours, deed: Deed) => void
  full: () => void
}

/** The week as a grid: by hand, or by keys along its cells. */
export function EditGrid({ week, bells, days, change, full }: Props) {
  const { t } = useTranslation()
  const hint = useId()
  const grid = useRef<HTMLDivElement>(null)
  const [cell, setCell] = useState<Cell>(() => firstCell(week))
  const mustFocus = useRef(false)
  const hours = hoursAround([
    ...week.map(([, from, until]): DaySpan => [from, until]),
    [cell.minute, cell.minute + cellMinutes],
  ])
  const hand = useHand({ week, bells, days, hours, change, full, grid })
  const shown = hand.week ?? week
  useEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.weekday} ${cell.minute}"]`)?.focus()
  }, [cell])

  // Whoever opens the editor by keyboard begins in the week.
  useEffect(() => focusOnceDrawnIfLost(grid.current?.querySelector('[data-cell][tabindex="0"]') ?? null), [])

  function press(event: React.KeyboardEvent) {
    const outcome = afterKey({ week, bells, cell, days }, event)
    if (!outcome) return
    event.preventDefault()
    if ('full' in outcome) return full()
    mustFocus.current = true
    setCell({ ...outcome.go })
    if ('week' in outcome) change(outcome.week, outcome.deed)
  }

  const style = { '--hours': (hours[1] - hours[0]) / 60, '--days': days.length } as CSSProperties
  return (
    <>
      <p className={ui.soft}>{t('lessons.edit.hint')}</p>
      <p className={ui.soft} id={hint}>
        {t('lessons.edit.keys')} {t('lessons.edit.keysMore')}
      </p>
      <div className={classes.editFrame} style={style}>
        <HourColumn hours={hours} />
        <div className={classes.editGrid} data-holds={hand.week !== undefined} ref={grid} {...hand.events}>
          <Cells {...{ week, days, hours, cell, hint, press, setCell }} />
          <div className={classes.drawn} aria-hidden>
            {shown.map(lesson => (
              <DrawnLesson
                key={lesson.join(' ')}
                {...{ lesson, days, hours }}
                isHeld={hand.lesson !== undefined && isSame(hand.lesson, lesson)}
              />
            ))}
          </div>
        </div>
      </div>
    </>
  )
}

type CellsProps = Pick<Props, 'week' | 'days'> & {
  hours: DaySpan
  cell: Cell
  hint: string
  press: (event: React.KeyboardEvent) => void
  setCell: (cell: Cell) => void
}

function Cells({ week, days, hours: [from, until], cell, hint, press, setCell }: CellsProps) {
  const { t } = useTranslation()
  const says = useDays()
  const minutes = Array.from({ length: (until - from) / cellMinutes }, (_, row) => from + row * cellMinutes)

  function nameOf(weekday: number, minute: number): string {
    const lesson = lessonIn(week, weekday, minute)
    const at = { day: says.name(weekday), time: timeAt(minute) }
    if (!lesson) return t('lessons.edit.cellFree', at)
    return t('lessons.edit.cellLesson', { ...at, from: timeAt(lesson[1]), until: timeAt(lesson[2]) })
  }

  function isHere(weekday: number, minute: number): boolean {
    if (days.includes(cell.weekday)) return weekday === cell.weekday && minute === cell.minute
    return weekday === days[0] && minute === from
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid of the standard is a table with keys
    <table role="grid" aria-label={t('lessons.edit.grid')} aria-describedby={hint} onKeyDown={press}>
      <thead>
        <tr>
          {days.map(day => (
            <th key={day} scope="col">
              {says.short(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {minutes.map(minute => (
          <tr key={minute}>
            {days.map(weekday => (
              <td
                key={weekday}
                tabIndex={isHere(weekday, minute) ? 0 : -1}
                data-cell={`${weekday} ${minute}`}
                aria-label={nameOf(weekday, minute)}
                onFocus={() => setCell({ weekday, minute })}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DrawnProps = {
  lesson: readonly [number, number, number]
  days: readonly number[]
  hours: DaySpan
  isHeld: boolean
}

function DrawnLesson({ lesson, days, hours, isHeld }: DrawnProps) {
  const [weekday, from, until] = lesson
  const column = days.indexOf(weekday)
  if (column === -1) return null
  const style = { ...placed([from, until], hours[0]), '--day': column } as CSSProperties
  return (
    <div className={classes.drawnLesson} style={style} data-lesson={lesson.join(' ')} data-held={isHeld}>
      <span className={classes.edge} data-edge="from" />
      <span>{spanOf([from, until])}</span>
      <span className={classes.edge} data-edge="until" />
    </div>
  )
}

function firstCell(week: WeekHours): Cell {
  const [weekday, from] = week[0] ?? [1, 8 * 60]
  return { weekday, minute: Math.floor(from / cellMinutes) * cellMinutes }
}
