import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyWeek } from '../../duty/api.ts'
import { useMay } from '../session/useMay.ts'
import { useNow } from '../ui/clock.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf, timeAt } from '../ui/wallClock.ts'
import { DutyItem, type RemoveDuty } from './DutyItem.tsx'
import classes from './duty.module.css'
import type { Proposal } from './NewDutyForm.tsx'
import { type DayPlan, drawnHours, type Span } from './week.ts'

const grainMs = 60_000

type Props = {
  week: DutyWeek
  plan: readonly DayPlan[]
  propose: (proposal: Proposal) => void
  remove: RemoveDuty
}

/** The week as columns of hours; where that does not fit, day by day. The same list either way. */
export function WeekGrid({ week, plan, propose, remove }: Props) {
  const formats = useFormats()
  const today = dayOf(useNow(grainMs))
  const { first, last } = drawnHours(plan)
  const hours = Array.from({ length: last - first }, (_, hour) => first + hour)
  return (
    <div className={classes.grid} style={{ '--hours': hours.length } as CSSProperties}>
      <div className={classes.hours} aria-hidden>
        {hours.map(hour => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      {plan.map(day => (
        <section
          key={day.day}
          className={classes.day}
          aria-labelledby={day.day}
          data-today={day.day === today}
        >
          <h3 id={day.day}>
            {formats.weekday(day.startsAt)} {formats.day(day.startsAt)}
            {day.day === today && <Today />}
          </h3>
          <Day week={week} day={day} firstHour={first} propose={propose} remove={remove} />
        </section>
      ))}
    </div>
  )
}

function Today() {
  const { t } = useTranslation()
  return <span className={ui.soft}> {t('admin.duty.today')}</span>
}

type DayProps = Omit<Props, 'plan'> & { day: DayPlan; firstHour: number }

function Day({ week, day, firstHour, propose, remove }: DayProps) {
  const { t } = useTranslation()
  const items = [
    ...day.blocks.map(block => ({ ...block, key: block.duty.id })),
    ...day.holes.map(hole => ({ ...hole, duty: undefined, key: `hole ${hole.from}` })),
  ].toSorted((a, b) => a.from - b.from)
  return (
    <ol className={classes.items}>
      {items.length === 0 && <li className={classes.nothing}>{t('admin.duty.nothing')}</li>}
      {items.map(item => (
        <li
          key={item.key}
          className={item.duty ? classes.block : classes.hole}
          data-narrow={item.duty && item.lanes > 1}
          style={placeOf(item, firstHour, item.duty ? item : { lane: 0, lanes: 1 })}
        >
          {item.duty ? (
            <DutyItem week={week} day={day.day} block={item} remove={remove} />
          ) : (
            <Hole day={day.day} span={item} propose={propose} />
          )}
        </li>
      ))}
    </ol>
  )
}

type Lanes = { lane: number; lanes: number }

/** In hours from the top of the grid and parts of its width; a short one is high enough to be read. */
function placeOf({ from, until }: Span, firstHour: number, { lane, lanes }: Lanes): CSSProperties {
  const place = {
    '--at': from / 60 - firstHour,
    '--length': Math.max((until - from) / 60, 0.5),
    '--lane': lane,
    '--lanes': lanes,
  }
  return place as CSSProperties
}

function Hole({ day, span, propose }: { day: string; span: Span; propose: Props['propose'] }) {
  const { t } = useTranslation()
  const may = useMay('changeDuty')
  const [from, until] = [timeAt(span.from), timeAt(span.until)]
  const words = (
    <>
      <span className={classes.times}>
        {from}–{until}
      </span>{' '}
      {t('admin.duty.none')}
    </>
  )
  if (!may.may) return <span>{words}</span>
  return (
    <button
      type="button"
      title={t('admin.duty.hole', { from, until })}
      onClick={() => propose({ day, from, until, of: {} })}
    >
      {words}
    </button>
  )
}
