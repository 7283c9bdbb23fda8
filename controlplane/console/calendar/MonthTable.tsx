import { useFormats } from '../ui/useTexts.ts'
import { useWeekdays } from '../ui/useWeekdays.ts'
import { noonOf } from '../ui/wallClock.ts'
import classes from './calendar.module.css'
import { isWeekend, type Mark, type Month } from './schoolYear.ts'
import { useDaySays } from './useDaySays.ts'

type Props = { month: Month; marks: ReadonlyMap<string, Mark[]>; today: string }

/** A month at a glance. The list beside it says the same in words, so this is for the eye alone. */
export function MonthTable({ month, marks, today }: Props) {
  const { locale } = useFormats()
  const weekdays = useWeekdays('long')
  const letters = useWeekdays('narrow')
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const cells: (string | undefined)[] = [...Array<undefined>(month.lead).fill(undefined), ...month.days]
  return (
    <table className={classes.month}>
      <caption>{name.format(noonOf(month.first))}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday, order) => (
            <th key={weekday} abbr={weekday}>
              {letters[order]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(cells).map(week => (
          <tr key={week.find(day => day !== undefined)}>
            {week.map((day, weekday) => {
              const key = day ?? weekday
              return <Cell key={key} day={day} marks={marks.get(day ?? '') ?? []} isToday={day === today} />
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({
  day,
  marks,
  isToday,
}: {
  day: string | undefined
  marks: readonly Mark[]
  isToday: boolean
}) {
  const says = useDaySays()
  if (day === undefined) return <td />
  const [mark] = marks
  return (
    <td
      data-mark={mark?.kind}
      data-half={mark?.half}
      data-weekend={isWeekend(day)}
      data-today={isToday}
      title={marks.map(({ name, half }) => says.name(name, half)).join(' · ') || undefined}
    >
      <span>{Number(day.slice(8))}</span>
    </td>
  )
}

function weeksOf(cells: readonly (string | undefined)[]): (string | undefined)[][] {
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  )
  return weeks.map(week => [...week, ...Array<undefined>(7 - week.length).fill(undefined)])
}
