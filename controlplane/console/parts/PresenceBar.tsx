import { useTranslation } from 'react-i18next'
import type { Series } from '../../overview/set/series-api.ts'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './presenceBar.module.css'

type Span = { from: number; to: number }
type Props = {
  presence: Series['presence']
  /** What the bar is of, in ms since 1970 UTC. */
  span: Span
  /** A moment that a hand points at. */
  at?: number | undefined
  /** Drawn behind it: lessons. */
  lessons?: readonly Span[]
  /** What a click on a moment does. By keyboard there must be another way. */
  goTo?: (moment: number) => void
}

/** What was known of a link at each moment; states differ in height as well as in colour, and are read out. */
export function PresenceBar({ presence, span: { from, to }, at, lessons = [], goTo }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const share = (moment: number) => `${((Math.min(Math.max(moment, from), to) - from) / (to - from)) * 100}%`
  const place = (part: Span) => ({
    left: share(part.from),
    width: `calc(${share(from + Math.min(part.to, to) - Math.max(part.from, from))} + 0.5px)`,
  })
  const says = (part: Series['presence'][number]) =>
    t('presenceBar', {
      state: t(`presence.${part.state}`),
      from: formats.exact(part.from),
      to: formats.exact(part.to),
    })
  const go = (event: React.MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    goTo?.(from + ((event.clientX - left) / width) * (to - from))
  }
  const shown = presence.filter(part => part.to > from && part.from < to)
  return (
    <>
      <div className={classes.bar} aria-hidden onClick={go} data-goes={goTo !== undefined}>
        {lessons.map(lesson => (
          <b key={lesson.from} style={place(lesson)} />
        ))}
        {shown.map(part => (
          <span key={part.from} data-state={part.state} title={says(part)} style={place(part)} />
        ))}
        {at !== undefined && <i style={{ left: share(at) }} />}
      </div>
      <ul className={ui.hidden}>
        {shown.map(part => (
          <li key={part.from}>{says(part)}</li>
        ))}
      </ul>
    </>
  )
}
