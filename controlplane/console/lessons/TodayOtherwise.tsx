import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonsAnswer } from '../../lessons/api.ts'
import {
  type DayChangeKind,
  type DayChangeSpeaker,
  dayChangeSpeakers,
} from '../../lessons/day-change/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { serverNow } from '../ui/clock.ts'
import { DateField } from '../ui/DateField.tsx'
import { FieldLine } from '../ui/Form.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'
import { useToday } from '../ui/useToday.ts'
import { dayOf } from '../ui/wallClock.ts'
import { changeIcons } from './changeIcons.ts'
import classes from './lessons.module.css'
import { speakerOf } from './speaker.ts'
import { useSayChange } from './useLessons.ts'
import { endOfDay, instantOf } from './wall.ts'

const oneTap = ['absent', 'no_lesson', 'other_room'] as const satisfies readonly DayChangeKind[]
type Until = 'today' | 'lesson' | 'day' | 'unknown'
/** `lastDay` empty: what was typed is none. */
type How = { until: Until; lastDay: string; saidBy: DayChangeSpeaker }

type Props = { code: string; lessons: LessonsAnswer }

/** "Vandaag anders": one tap says it, with who said so and until when as they stand beside it. */
export function TodayOtherwise(props: Props) {
  return useMay('changeLessons').may ? <Taps {...props} /> : null
}

function Taps({ code, lessons }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const say = useSayChange(code)
  const [how, setHow] = useState<How>(() => ({
    until: 'today',
    lastDay: dayOf(serverNow()),
    saidBy: speakerOf(roles),
  }))
  const inLesson = lessons.now.status === 'lesson'
  const until = how.until === 'lesson' && !inLesson ? 'today' : how.until
  const lacksDay = until === 'day' && how.lastDay === ''
  const tap = (kind: DayChangeKind) =>
    say.mutate({ kind, saidBy: how.saidBy, until: untilOf(until, lessons, how.lastDay) })
  return (
    <div className={classes.part}>
      <h3>{t('lessons.today.title')}</h3>
      <FieldLine>
        {oneTap.map(kind => {
          const Icon = changeIcons[kind]
          return (
            <NowButton
              key={kind}
              whyNot={lacksDay ? t('written.day') : undefined}
              disabled={say.isPending}
              onClick={() => tap(kind)}
            >
              <Icon size={16} aria-hidden /> {t(`lessons.today.${kind}`)}
            </NowButton>
          )
        })}
        <HowFields how={{ ...how, until }} inLesson={inLesson} change={setHow} />
      </FieldLine>
      <p className={ui.soft}>{t('lessons.today.stays')}</p>
      <Refused error={say.error} />
    </div>
  )
}

type HowProps = { how: How; inLesson: boolean; change: (how: How) => void }

function HowFields({ how, inLesson, change }: HowProps) {
  const { t } = useTranslation()
  const today = useToday()
  const choices: Until[] = inLesson ? ['lesson', 'today', 'day', 'unknown'] : ['today', 'day', 'unknown']
  return (
    <>
      <SelectField
        label={t('lessons.today.until')}
        value={how.until}
        options={choices.map(value => ({ value, says: t(`lessons.today.untils.${value}`) }))}
        change={until => change({ ...how, until })}
      />
      {how.until === 'day' && (
        <DateField
          label={t('lessons.today.lastDay')}
          required
          day={how.lastDay}
          min={today}
          change={lastDay => change({ ...how, lastDay })}
        />
      )}
      <SelectField
        label={t('lessons.today.saidBy')}
        value={how.saidBy}
        options={dayChangeSpeakers.map(value => ({ value, says: t(`lessons.today.speakers.${value}`) }))}
        change={saidBy => change({ ...how, saidBy })}
      />
    </>
  )
}

/** ms since 1970 UTC; null: nobody knows. */
function untilOf(how: Until, { now }: LessonsAnswer, lastDay: string): number | null {
  const today = dayOf(serverNow())
  const ends: Record<Until, () => number | null> = {
    lesson: () => now.until ?? instantOf(today, endOfDay),
    today: () => instantOf(today, endOfDay),
    day: () => instantOf(lastDay < today ? today : lastDay, endOfDay),
    unknown: () => null,
  }
  return ends[how]()
}
