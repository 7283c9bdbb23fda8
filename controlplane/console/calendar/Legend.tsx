import { useTranslation } from 'react-i18next'
import classes from './calendar.module.css'
import { markKinds } from './schoolYear.ts'

/** Each sign beside its word. */
export function Legend({ hasSite }: { hasSite: boolean }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.legend}>
      {markKinds
        .filter(kind => kind !== 'site' || hasSite)
        .map(kind => (
          <li key={kind}>
            <span data-mark={kind} data-half="day" />
            {t(`calendar.mark.${kind}`)}
          </li>
        ))}
      <li>
        <span data-mark="closed" data-half="morning" />
        {t('calendar.half.morning')}
      </li>
      <li>
        <span data-mark="closed" data-half="afternoon" />
        {t('calendar.half.afternoon')}
      </li>
    </ul>
  )
}
