import { useTranslation } from 'react-i18next'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { noonOf } from '../ui/wallClock.ts'
import type { ReplayAnswer } from './replayAnswer.ts'
import classes from './rules.module.css'

type Props = { replayed: ReplayAnswer; isEdited: boolean }

/** How often it fired on each day, with the numbers that hold and with others beside it; the numbers stand above. */
export function DayBars({ replayed: { today, edited }, isEdited }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const series = [
    { key: 'today' as const, says: t('rules.replay.today'), days: today.days },
    ...(isEdited ? [{ key: 'edited' as const, says: t('rules.replay.edited'), days: edited.days }] : []),
  ]
  const countOf = ({ called, nobody }: { called: number; nobody: number }) => called + nobody
  const highest = Math.max(1, ...series.flatMap(({ days }) => days.map(countOf)))
  return (
    <figure className={classes.chart}>
      <figcaption>
        {t('rules.replay.chart')}
        {isEdited && (
          <ul className={classes.legend} aria-hidden>
            {series.map(({ key, says }) => (
              <li key={key} data-series={key}>
                {says}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <table className={classes.bars}>
        <thead className={ui.hidden}>
          <tr>
            <th scope="col">{t('rules.replay.dayHead')}</th>
            {series.map(({ key, says }) => (
              <th key={key} scope="col">
                {says}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {today.days.map(({ day }, place) => (
            <tr key={day}>
              <th scope="row">
                {formats.weekday(noonOf(day))} {formats.day(noonOf(day))}
              </th>
              {series.map(({ key, days }) => {
                const count = countOf(days[place]!)
                return <Bar key={key} series={key} count={count} highest={highest} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

type BarProps = { series: 'today' | 'edited'; count: number; highest: number }

/** As long as its count among the highest; the number stands behind it. */
function Bar({ series, count, highest }: BarProps) {
  const formats = useFormats()
  const width = `calc(${count / highest} * (100% - 3rem))`
  return (
    <td data-series={series}>
      {count > 0 && <span className={classes.bar} style={{ width }} aria-hidden />}
      {formats.number(count)}
    </td>
  )
}
