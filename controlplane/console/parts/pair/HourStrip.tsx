import { useFormats } from '../../ui/useTexts.ts'
import { PresenceBar } from '../PresenceBar.tsx'
import { useSeries } from '../useSeries.ts'
import classes from './pair.module.css'

/** How the link of a set was in the last hour; what nobody knows of it is drawn as that. */
export function HourStrip({ label }: { label: string }) {
  const formats = useFormats()
  const { data: series } = useSeries(label, {})
  if (!series) return <div className={classes.strip} />
  const { from, to, presence } = series
  return (
    <div className={classes.strip}>
      <PresenceBar presence={presence} span={{ from, to }} />
      <div className={classes.ticks} aria-hidden>
        {[from, (from + to) / 2, to].map(moment => (
          <span key={moment}>{formats.time(moment)}</span>
        ))}
      </div>
    </div>
  )
}
