import { useTranslation } from 'react-i18next'
import type { Series } from '../../overview/set/series-api.ts'
import { Unknown } from '../ui/Unknown.tsx'
import { useFormats } from '../ui/useTexts.ts'
import type { ChartPlan } from './chartPlan.ts'
import classes from './history.module.css'
import { readingText } from './limits.ts'

type Props = { plan: ChartPlan; series: Series; name: string }

/** The numbers behind a chart, newest first. */
export function ChartTable({ plan, series, name }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const rows = series.at.map((at, index) => ({ at, index })).toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.chartTable} tabIndex={0} aria-label={t('set.tableOf', { chart: name })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('set.moment')}</th>
            {plan.readings.map(reading => (
              <th key={reading} scope="col">
                {t(`set.series.${reading}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, index }) => (
            <tr key={at}>
              <th scope="row">{formats.exact(at)}</th>
              {plan.readings.map(reading => {
                const value = series.values[reading]?.[index] ?? null
                return (
                  <td key={reading}>{value === null ? <Unknown /> : readingText(formats, reading, value)}</td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
