import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SideKind } from '../../overview/rules.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { ask } from '../data/fetch.ts'
import { DaySteps } from '../parts/DaySteps.tsx'
import { PresenceBar } from '../parts/PresenceBar.tsx'
import { useSeries } from '../parts/useSeries.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { useToday } from '../ui/useToday.ts'
import { addDays, noonOf, timeAt, weekdayOf } from '../ui/wallClock.ts'
import classes from './pair.module.css'

const minuteMs = 60_000
/** What a day is drawn of, unless lessons lie before or after it; minutes since midnight. */
const usual = { from: 8 * 60, until: 17 * 60 }

/** How both links were on a day, over its lessons: today, until another is chosen. */
export function DayPanel({ trajectory }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const [chosen, setChosen] = useState<string>()
  const day = chosen ?? today
  const lessons = useLessonsOn(trajectory.code, day)
  const from = Math.min(usual.from, ...lessons.map(([begin]) => begin))
  const until = Math.max(usual.until, ...lessons.map(([, end]) => end))
  const says = lessons.map(([begin, end]) => `${timeAt(begin)}–${timeAt(end)}`)
  const named =
    day === today
      ? t('trajectory.thatDay.today')
      : `${formats.weekday(noonOf(day))} ${formats.day(noonOf(day))}`
  return (
    <Panel
      id="day"
      title={named}
      aside={<DaySteps label={t('trajectory.thatDay.other')} day={chosen} choose={setChosen} />}
    >
      <p className={ui.soft}>
        {lessons.length === 0
          ? t('trajectory.thatDay.noLessons')
          : t('trajectory.thatDay.lessons', { times: formats.all(says) })}
      </p>
      <div className={classes.day}>
        {(['home', 'school'] as const).map(kind => (
          <SideOfDay
            key={kind}
            kind={kind}
            set={servedOn(trajectory, kind, day)}
            day={day}
            hours={{ from, until }}
            lessons={lessons}
          />
        ))}
        <div className={classes.ticks} aria-hidden>
          {[from, (from + until) / 2, until].map(minute => (
            <span key={minute}>{timeAt(Math.round(minute))}</span>
          ))}
        </div>
      </div>
    </Panel>
  )
}

type Lessons = readonly (readonly [number, number])[]
type SideProps = {
  kind: SideKind
  set: string | null
  day: string
  hours: { from: number; until: number }
  lessons: Lessons
}

function SideOfDay({ kind, set, day, hours, lessons }: SideProps) {
  const { t } = useTranslation()
  const { data: series } = useSeries(set, { span: 'day', day })
  if (set === null)
    return (
      <>
        <span>{t(`trajectory.lane.${kind}`)}</span>
        <span className={ui.soft}>{t('trajectory.noSet')}</span>
        <span />
      </>
    )
  // Hours lie after the clock has changed, where it does: a minute of the wall is as far from midnight as it says.
  const at = (minute: number) => (series?.from ?? 0) + minute * minuteMs
  return (
    <Fragment>
      <span>{t(`trajectory.lane.${kind}`)}</span>
      <div>
        {series && (
          <PresenceBar
            presence={series.presence}
            span={{ from: at(hours.from), to: at(hours.until) }}
            lessons={lessons.map(([begin, end]) => ({ from: at(begin), to: at(end) }))}
          />
        )}
      </div>
      <Link to="/sets/$label" params={{ label: set }} search={{ day }} hash="timeline">
        {t('trajectory.thatDay.changes')} <span className={ui.hidden}>{set}</span>
      </Link>
    </Fragment>
  )
}

/** Minutes since midnight of the lessons of a day. */
function useLessonsOn(code: string, day: string): Lessons {
  const monday = addDays(day, -weekdayOf(day))
  const { data } = useQuery({
    queryKey: ['lessons', code, monday],
    queryFn: ({ signal }) => ask('/api/trajectories/:code/lessons', { code }, { from: monday }, signal),
  })
  return data?.days.find(each => each.day === day)?.lessons ?? []
}

/** The set that served a side at noon of a day, or else the one that does now. */
function servedOn({ served, pair }: TrajectoryDetail, kind: SideKind, day: string): string | null {
  const noon = noonOf(day)
  const then = served.find(
    ({ side, from, until }) => side === kind && from <= noon && (until === null || noon < until),
  )
  return then?.set ?? pair?.[kind]?.set ?? null
}
