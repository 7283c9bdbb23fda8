import { IconBeach, IconPencil, IconPlayerPause } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Half } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import type { LessonsAnswer } from '../../lessons/api.ts'
import { silences } from '../../lessons/day-change/rules.ts'
import type { DaySpan } from '../../locations/hours/rules.ts'
import { IconButton } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { dayOf } from '../ui/wallClock.ts'
import { HourColumn, placed, spanOf } from './HourColumn.tsx'
import { useDays } from './useDays.ts'
import { instantOf } from './wall.ts'
import classes from './week.module.css'
import { hoursAround, isWeekend } from './week.ts'

type Shown = LessonsAnswer['days'][number]
type Props = {
  lessons: LessonsAnswer
  /** Left out: days cannot be changed here. */
  changeDay?: ((day: Day) => void) | undefined
}

const middleOfDay = 12 * 60 + 30

/** A week as it goes: lessons, what is closed, pauses, absences, days that differ. */
export function WeekView({ lessons, changeDay }: Props) {
  const { days } = lessons
  const shown = days.filter(
    (day, index) => !isWeekend(index + 1) || day.lessons.length > 0 || day.ground === 'exception',
  )
  const hours = hoursAround(days.flatMap(day => day.lessons))
  const style = { '--hours': (hours[1] - hours[0]) / 60, '--days': shown.length } as CSSProperties
  return (
    <div className={classes.week} style={style}>
      <HourColumn hours={hours} />
      {shown.map(day => (
        <OneDay key={day.day} {...{ day, lessons, hours, changeDay }} />
      ))}
    </div>
  )
}

type DayProps = Props & { day: Shown; hours: DaySpan }

function OneDay({ day, lessons, hours, changeDay }: DayProps) {
  const { t } = useTranslation()
  const says = useDays()
  const isToday = day.day === dayOf(lessons.at)
  const isFree = day.lessons.length === 0 && day.closed === null && !day.paused
  return (
    <section className={classes.day} data-today={isToday} data-paused={day.paused}>
      <h4>
        {says.say(day.day)}
        {isToday && <span className={classes.word}> {t('lessons.week.today')}</span>}
        {day.ground === 'exception' && <span className={classes.word}> {t('lessons.week.differs')}</span>}
        {changeDay && (
          <IconButton
            icon={IconPencil}
            label={t('lessons.week.otherwise', { day: says.say(day.day) })}
            onClick={() => changeDay(day.day)}
          />
        )}
      </h4>
      <ul className={classes.items}>
        {day.paused && (
          <li className={classes.closed} style={placed(hours, hours[0])}>
            <IconPlayerPause size={16} aria-hidden /> {t('lessons.week.paused')}
          </li>
        )}
        {day.closed && !day.paused && (
          <li className={classes.closed} style={placed(closedSpan(day.closed.half, hours), hours[0])}>
            <IconBeach size={16} aria-hidden /> {day.closed.name ?? t('lessons.week.closed')}
          </li>
        )}
        {day.lessons.map(lesson => (
          <Lesson key={lesson[0]} {...{ lesson, hours }} isAway={isAway(lessons, day, lesson)} />
        ))}
        {isFree && <li className={`${classes.free} ${ui.soft}`}>{t('lessons.week.free')}</li>}
      </ul>
    </section>
  )
}

function Lesson({ lesson, hours, isAway }: { lesson: DaySpan; hours: DaySpan; isAway: boolean }) {
  const { t } = useTranslation()
  return (
    <li className={classes.lesson} data-away={isAway} style={placed(lesson, hours[0])}>
      <span>{spanOf(lesson)}</span>
      {isAway && <span> {t('lessons.week.away')}</span>}
    </li>
  )
}

function closedSpan(half: Half, [from, until]: DaySpan): DaySpan {
  const spans: Record<Half, DaySpan> = {
    day: [from, until],
    morning: [from, middleOfDay],
    afternoon: [middleOfDay, until],
  }
  return spans[half]
}

/** Whether nobody is expected in any part of a lesson, by what was said of the day. */
function isAway({ changes }: LessonsAnswer, { day }: Shown, [from, until]: DaySpan): boolean {
  const [begins, ends] = [instantOf(day, from), instantOf(day, until)]
  return changes.some(
    change =>
      change.withdrawnAt === null &&
      silences[change.kind] &&
      change.from < ends &&
      (change.until === null || change.until > begins),
  )
}
