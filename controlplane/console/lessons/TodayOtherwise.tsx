import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonsAnswer, NewDayChange } from '../../lessons/api.ts'
import {
  type DayChangeKind,
  type DayChangeSpeaker,
  dayChangeSpeakers,
} from '../../lessons/day-change/rules.ts'
import type { Role } from '../../people/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import ui from '../ui/ui.module.css'
import { dayOf } from '../ui/wallClock.ts'
import { changeIcons } from './changeIcons.ts'
import classes from './lessons.module.css'
import { useSayChange } from './useLessons.ts'
import { endOfDay, instantOf } from './wall.ts'

const oneTap = ['absent', 'no_lesson', 'other_room'] as const satisfies readonly DayChangeKind[]
type Until = 'today' | 'lesson' | 'day' | 'unknown'

type Props = { code: string; lessons: LessonsAnswer }

/** "Vandaag anders": one tap says it, with who said so and until when as they stand beside it. */
export function TodayOtherwise({ code, lessons }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const may = useMay('changeLessons')
  const reason = useId()
  const say = useSayChange(code)
  const [chosen, setChosen] = useState<Until>('today')
  const [lastDay, setLastDay] = useState(dayOf(serverNow()))
  const [saidBy, setSaidBy] = useState<DayChangeSpeaker>(() => speakerOf(roles))
  const inLesson = lessons.now.status === 'lesson'
  const how = chosen === 'lesson' && !inLesson ? 'today' : chosen

  function tap(kind: DayChangeKind) {
    const change: NewDayChange = { kind, saidBy, until: untilOf(how, lessons, lastDay) }
    say.mutate(change)
  }

  return (
    <div className={classes.part}>
      <h3>{t('lessons.today.title')}</h3>
      <div className={classes.today}>
        {oneTap.map(kind => {
          const Icon = changeIcons[kind]
          return (
            <Button
              key={kind}
              aria-disabled={!may.may || say.isPending}
              aria-describedby={may.may ? undefined : reason}
              onClick={may.may && !say.isPending ? () => tap(kind) : undefined}
            >
              <Icon size={16} aria-hidden /> {t(`lessons.today.${kind}`)}
            </Button>
          )
        })}
        {may.may ? (
          <>
            <UntilField {...{ how, inLesson, lastDay, setLastDay }} choose={setChosen} />
            <label className={admin.field}>
              {t('lessons.today.saidBy')}
              <select
                className={field.input}
                value={saidBy}
                onChange={event => setSaidBy(event.currentTarget.value as DayChangeSpeaker)}
              >
                {dayChangeSpeakers.map(who => (
                  <option key={who} value={who}>
                    {t(`lessons.today.speakers.${who}`)}
                  </option>
                ))}
              </select>
            </label>
          </>
        ) : (
          <span id={reason} className={ui.soft}>
            {may.reason}
          </span>
        )}
      </div>
      <p className={ui.soft}>{t('lessons.today.stays')}</p>
      <Refused error={say.error} />
    </div>
  )
}

type UntilProps = {
  how: Until
  inLesson: boolean
  lastDay: string
  choose: (until: Until) => void
  setLastDay: (day: string) => void
}

function UntilField({ how, inLesson, lastDay, choose, setLastDay }: UntilProps) {
  const { t } = useTranslation()
  const choices: Until[] = inLesson ? ['lesson', 'today', 'day', 'unknown'] : ['today', 'day', 'unknown']
  return (
    <>
      <label className={admin.field}>
        {t('lessons.today.until')}
        <select
          className={field.input}
          value={how}
          onChange={event => choose(event.currentTarget.value as Until)}
        >
          {choices.map(choice => (
            <option key={choice} value={choice}>
              {t(`lessons.today.untils.${choice}`)}
            </option>
          ))}
        </select>
      </label>
      {how === 'day' && (
        <label className={admin.field}>
          {t('lessons.today.lastDay')}
          <input
            type="date"
            className={field.input}
            value={lastDay}
            min={dayOf(serverNow())}
            required
            onChange={event => event.currentTarget.value && setLastDay(event.currentTarget.value)}
          />
        </label>
      )}
    </>
  )
}

/** Who types it says it, until somebody else is named. */
function speakerOf(roles: readonly Role[]): DayChangeSpeaker {
  return roles.includes('counsellor') && !roles.includes('helpdesk') ? 'counsellor' : 'helpdesk'
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
