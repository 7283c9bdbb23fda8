import { IconChevronLeft, IconChevronRight, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../calendar/day/rules.ts'
import type { LessonsAnswer } from '../../lessons/api.ts'
import { Refused } from '../data/Refused.tsx'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { addDays, dayOf } from '../ui/wallClock.ts'
import { timetableId } from './actions.ts'
import { CalendarImport } from './CalendarImport.tsx'
import { Exceptions } from './Exceptions.tsx'
import { Holding } from './Holding.tsx'
import classes from './lessons.module.css'
import { TodayOtherwise } from './TodayOtherwise.tsx'
import { useDays } from './useDays.ts'
import { useDraft } from './useDraft.ts'
import { useLessons } from './useLessons.ts'
import { WeekEditor } from './WeekEditor.tsx'
import { WeekView } from './WeekView.tsx'
import { minutesOf } from './week.ts'

/** The lessons of one trajectory: what holds now and why, what goes otherwise today, the week and its timetable. */
export function LessonsPanel({ code }: { code: string }) {
  const { t } = useTranslation()
  const [from, setFrom] = useState<Day>()
  const { data, error, refetch } = useLessons(code, from)
  return (
    <Panel anchor="lessen" title={t('lessons.title')}>
      {data ? (
        <div className={classes.lessons}>
          <NowLine lessons={data} />
          <Holding code={code} lessons={data} />
          <TodayOtherwise code={code} lessons={data} />
          <Week code={code} lessons={data} goTo={setFrom} />
        </div>
      ) : error ? (
        <Refused what={t('lessons.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Panel>
  )
}

function NowLine({ lessons: { now, next, at } }: { lessons: LessonsAnswer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const days = useDays()
  const when = (instant: number) =>
    formats.sameDay(instant, at)
      ? formats.time(instant)
      : `${days.say(dayOf(instant))} ${formats.time(instant)}`
  return (
    <p className={classes.now}>
      <LessonStatus lesson={now} form="full" />
      {now.status !== 'run_up' && (
        <span className={ui.soft}>
          {next === null ? t('lessons.noNext') : t('lessons.next', { when: when(next) })}
        </span>
      )}
    </p>
  )
}

type WeekProps = {
  code: string
  lessons: LessonsAnswer
  goTo: (from: Day | undefined) => void
}

/** The week as it goes, or its timetable while somebody changes it. */
function Week({ code, lessons, goTo }: WeekProps) {
  const { t } = useTranslation()
  const may = useMay('changeLessons').may
  const keep = useDraft(code)
  const [changing, changeDay] = useState<Day | null>()
  const { timetable, exceptions } = lessons
  const [said, setSaid] = useState('')
  const start = () => keep.start(timetable?.week ?? [], timetable?.changedAt ?? null)
  const taken = () => {
    keep.drop()
    setSaid(t('lessons.edit.saved'))
  }
  const file = <CalendarImport code={code} taken={taken} />

  if (keep.draft)
    return (
      <>
        <WeekEditor {...{ code, lessons, keep }} draft={keep.draft} />
        {file}
      </>
    )
  const isEmpty = timetable === null && exceptions.length === 0
  return (
    <>
      <p role="status">{said}</p>
      {isEmpty ? (
        <EmptyState title={t('lessons.edit.emptyTitle')}>
          <p className={ui.soft}>{t('lessons.edit.emptyNext')}</p>
          <GatedButton policy="changeLessons" id={timetableId} onClick={start}>
            <IconPencil size={16} aria-hidden /> {t('lessons.edit.make')}
          </GatedButton>
          {may && file}
        </EmptyState>
      ) : (
        <div className={classes.part}>
          <WeekBar lessons={lessons} goTo={goTo} start={start} />
          <WeekView lessons={lessons} changeDay={may ? changeDay : undefined} />
        </div>
      )}
      <Exceptions {...{ code, lessons, changing, changeDay }} />
    </>
  )
}

type BarProps = Pick<WeekProps, 'lessons' | 'goTo'> & { start: () => void }

function WeekBar({ lessons: { from, days }, goTo, start }: BarProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useDays()
  const hours = days.reduce((sum, day) => sum + minutesOf(day.lessons), 0) / 60
  return (
    <div className={classes.bar}>
      <nav aria-label={t('lessons.week.weeks')}>
        <Button
          aria-label={t('lessons.week.previous')}
          title={t('lessons.week.previous')}
          onClick={() => goTo(addDays(from, -7))}
        >
          <IconChevronLeft size={16} aria-hidden />
        </Button>
        <Button onClick={() => goTo(undefined)}>{t('lessons.week.current')}</Button>
        <Button
          aria-label={t('lessons.week.next')}
          title={t('lessons.week.next')}
          onClick={() => goTo(addDays(from, 7))}
        >
          <IconChevronRight size={16} aria-hidden />
        </Button>
      </nav>
      <h3>
        {t('lessons.week.title', { from: says.date(from), until: says.date(addDays(from, 6)) })}
        <span className={ui.soft}>
          {' '}
          {t('lessons.week.hours', { hours: formats.number(hours, Number.isInteger(hours) ? 0 : 1) })}
        </span>
      </h3>
      <GatedButton policy="changeLessons" id={timetableId} onClick={start}>
        <IconPencil size={16} aria-hidden /> {t('lessons.edit.open')}
      </GatedButton>
    </div>
  )
}
