import { useNow } from './clock.ts'
import classes from './ui.module.css'
import { useFormats, useMoments } from './useTexts.ts'

/** The grain of ages on screen. */
const grainMs = 15_000

type Props = { at: number; ago?: 'beside' | 'none' | 'alone' }

/** A moment as people say it, with the exact one on hover. */
export function Moment({ at, ago = 'beside' }: Props) {
  const formats = useFormats()
  const moments = useMoments()
  const now = useNow(grainMs)
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)} className={classes.moment}>
      {ago === 'alone' ? moments.ago(at, now) : moments.when(at, now)}
      {ago === 'beside' && <span className={classes.soft}> ({moments.ago(at, now)})</span>}
    </time>
  )
}
