import { useTranslation } from 'react-i18next'
import type { CalendarAnswer } from '../../calendar/api.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import classes from './calendar.module.css'
import { useDaySays } from './useDaySays.ts'

/** The months in words, with where the holidays come from. */
export function DayList({ calendar }: { calendar: CalendarAnswer }) {
  const { t } = useTranslation()
  const says = useDaySays()
  const { holidays, publicHolidays, source } = calendar
  return (
    <>
      <Panel title={t('calendar.lists.holiday')} level={3}>
        <ul className={classes.list}>
          {holidays.map(({ name, from, until }) => (
            <li key={from}>
              <span className={classes.day}>{says.span(from, until)}</span>
              <span>{name}</span>
            </li>
          ))}
        </ul>
        <p className={ui.soft}>
          {t('calendar.source')}: <Source text={source} />
        </p>
      </Panel>
      <Panel title={t('calendar.lists.public')} level={3}>
        <ul className={classes.list}>
          {publicHolidays.map(({ day, name }) => (
            <li key={day}>
              <span className={classes.day}>{says.day(day)}</span>
              <span>{name}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

/** An address can be followed, without a word to it about where from. */
function Source({ text }: { text: string }) {
  if (!/^https:\/\/[^\s]+$/.test(text)) return text
  return (
    <a href={text} rel="noreferrer noopener" target="_blank">
      {text}
    </a>
  )
}
