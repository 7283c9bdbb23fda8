import { useId } from 'react'
import type { WeekHours } from '../../locations/hours/api.ts'
import edit from './edit.module.css'
import { TimesFields, WrongTimes, wrongOf } from './TimesFields.tsx'
import { useDays } from './useDays.ts'
import { withDay } from './week.ts'

type ListProps = { week: WeekHours; days: readonly number[]; change: (week: WeekHours) => void }

/** The week as fields: as good a way in as the grid, and the one for a narrow screen. */
export function ListOfTimes({ week, days, change }: ListProps) {
  const says = useDays()
  const id = useId()
  return (
    <div className={edit.list}>
      {days.map(weekday => {
        const spans = week.flatMap(([day, from, until]) => (day === weekday ? [[from, until] as const] : []))
        const wrong = wrongOf(spans)
        const wrongId = `${id}${weekday}`
        return (
          <fieldset key={weekday} aria-label={says.name(weekday)}>
            <h4>{says.name(weekday)}</h4>
            <TimesFields
              day={says.name(weekday)}
              wrongId={wrong && wrongId}
              spans={spans}
              change={next => change(withDay(week, weekday, next))}
            />
            <WrongTimes id={wrongId} wrong={wrong} />
          </fieldset>
        )
      })}
    </div>
  )
}
