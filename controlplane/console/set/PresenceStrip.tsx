import { presenceStates } from '../../devices/rules.ts'
import type { Series } from '../../overview/set/series-api.ts'
import { PresenceBar } from '../parts/PresenceBar.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
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

/** What was known of the link at each moment of the span. By keyboard a day is reached by its field. */
export function PresenceStrip({ series, at, goTo }: Props) {
  const formats = useFormats()
  const { from, to, presence } = series
  const long = to - from > dayMs
  const tick = (moment: number) =>
    long ? `${formats.weekday(moment)} ${formats.day(moment)}` : formats.time(moment)
  const go = (moment: number) => {
    goTo(dayOf(moment))
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
      <PresenceBar presence={presence} span={{ from, to }} at={at} goTo={go} />
      <div className={classes.stripTicks} aria-hidden>
        {[from, (from + to) / 2, to].map(moment => (
          <span key={moment}>{tick(moment)}</span>
        ))}
      </div>
    </div>
  )
}
