import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  type DaySpan,
  daySpansMax,
  earliestLesson,
  latestLesson,
  whyWrongDay,
} from '../../locations/hours/rules.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import ui from '../ui/ui.module.css'
import { minutesOf, timeAt } from '../ui/wallClock.ts'
import edit from './edit.module.css'

type Props = {
  /** What they are the hours of, for the button that adds one. */
  day: string
  /** Id of what says that the hours cannot be. */
  wrongId: string | undefined
  spans: readonly DaySpan[]
  change: (spans: DaySpan[]) => void
}

/** The hours of one day as fields. */
export function TimesFields({ day, wrongId, spans, change }: Props) {
  const { t } = useTranslation()
  const set = (index: number, span: DaySpan) => change(spans.map((one, at) => (at === index ? span : one)))
  return (
    <>
      <ul className={edit.times}>
        {spans.map(([from, until], index) => {
          const what = { from: timeAt(from), until: timeAt(until) }
          const describedBy = isWrong(spans, index) ? wrongId : undefined
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row stays itself while its hours are typed
            <li key={index}>
              <TimeField
                label={t('lessons.edit.from')}
                time={what.from}
                describedBy={describedBy}
                change={time => set(index, [minutesOf(time), until])}
              />
              <TimeField
                label={t('lessons.edit.until')}
                time={what.until}
                describedBy={describedBy}
                change={time => set(index, [from, minutesOf(time)])}
              />
              <IconButton
                icon={IconX}
                label={t('lessons.edit.removeOf', what)}
                title={t('lessons.edit.remove')}
                onClick={() => change(spans.filter((_, at) => at !== index))}
              />
            </li>
          )
        })}
      </ul>
      {spans.length < daySpansMax && (
        <Button
          look="quiet"
          aria-label={t('lessons.edit.addOn', { day })}
          onClick={() => change([...spans, nextAfter(spans)])}
        >
          <IconPlus size={16} aria-hidden /> {t('lessons.edit.add')}
        </Button>
      )}
    </>
  )
}

type WrongProps = { id: string; wrong: ReturnType<typeof wrongOf> }

/** Why the hours of a day cannot be; nothing when they can. */
export function WrongTimes({ id, wrong }: WrongProps) {
  const { t } = useTranslation()
  if (wrong === undefined) return null
  return (
    <p id={id} role="alert" className={ui.failure}>
      {t(`lessons.edit.wrong.${wrong}`)}
    </p>
  )
}

const isOutside = ([from, until]: DaySpan) => from < earliestLesson || until > latestLesson

/** What is wrong with the hours of a day, as the screen says it; undefined: nothing. */
export function wrongOf(spans: readonly DaySpan[]) {
  return spans.some(isOutside) ? 'outside' : whyWrongDay(spans)
}

function isWrong(spans: readonly DaySpan[], index: number): boolean {
  const [from, until] = spans[index]!
  const others = spans.filter((_, at) => at !== index)
  return (
    isOutside([from, until]) ||
    until <= from ||
    others.some(([begin, end]) => begin < until && from < end && begin < end)
  )
}

const lessonMinutes = 50

/** After the last one of the day, or at the start of a school day. */
function nextAfter(spans: readonly DaySpan[]): DaySpan {
  const from = Math.max(...spans.map(([, until]) => until), 0) || 8 * 60 + 30
  const begin = Math.min(from, latestLesson - lessonMinutes)
  return [begin, begin + lessonMinutes]
}
