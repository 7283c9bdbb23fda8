import { useTranslation } from 'react-i18next'
import { presenceStates } from '../../devices/rules.ts'
import type { Series } from '../../overview/set/series-api.ts'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf } from '../ui/wallClock.ts'
import classes from './history.module.css'

const dayMs = 86_400_000

type Props = {
  series: Series
  at: number | undefined
  /** What a click on a moment does: to its day, "YYYY-MM-DD". */
  goTo: (day: string) => void
}

/** What was known of the link at each moment of the span; states differ in height as well as in colour. */
export function PresenceStrip({ series, at, goTo }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { from, to, presence } = series
  const share = (moment: number) => `${((moment - from) / (to - from)) * 100}%`
  const long = to - from > dayMs
  const tick = (moment: number) =>
    long ? `${formats.weekday(moment)} ${formats.day(moment)}` : formats.time(moment)
  const go = (event: React.MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    goTo(dayOf(from + ((event.clientX - left) / width) * (to - from)))
    document.getElementById('timeline')?.scrollIntoView({ block: 'start' })
  }
  const there = presenceStates.filter(state => presence.some(part => part.state === state))
  return (
    <div className={classes.strip}>
      <div className={classes.stripHead}>
        {there.map(state => (
          <span key={state}>
            <PresenceStatus state={state} />
          </span>
        ))}
      </div>
      {/* By keyboard a day is reached by its field, and what changed by its tab. */}
      <div className={classes.stripBar} aria-hidden onClick={go}>
        {presence.map(part => (
          <span
            key={part.from}
            data-state={part.state}
            title={t('set.stripRow', spoken(part))}
            style={{ left: share(part.from), width: `calc(${share(from + part.to - part.from)} + 0.5px)` }}
          />
        ))}
        {at !== undefined && <i style={{ left: share(at) }} />}
      </div>
      <div className={classes.stripTicks} aria-hidden>
        {[from, (from + to) / 2, to].map(moment => (
          <span key={moment}>{tick(moment)}</span>
        ))}
      </div>
      <ul className={ui.hidden}>
        {presence.map(part => (
          <li key={part.from}>{t('set.stripRow', spoken(part))}</li>
        ))}
      </ul>
    </div>
  )

  function spoken(part: Series['presence'][number]) {
    return {
      state: t(`presence.${part.state}`),
      from: formats.exact(part.from),
      to: formats.exact(part.to),
    }
  }
}
