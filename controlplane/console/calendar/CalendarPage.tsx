import { IconBeach, IconCalendarCheck, IconCalendarX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CalendarAnswer } from '../../calendar/api.ts'
import { Refused } from '../data/Refused.tsx'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { parseCalendarAddress } from './address.ts'
import { CloseADay } from './CloseADay.tsx'
import classes from './calendar.module.css'
import { DayList } from './DayList.tsx'
import { Legend } from './Legend.tsx'
import { MonthTable } from './MonthTable.tsx'
import { isInYear, isWeekend, marksOf, monthsOf, nextOff } from './schoolYear.ts'
import { useCalendar } from './useCalendar.ts'
import { useDaySays } from './useDaySays.ts'
import { YearLinks } from './YearLinks.tsx'

export function CalendarPage() {
  const { t } = useTranslation()
  const address = useSearch({ from: '/admin/calendar' })
  const navigate = useNavigate({ from: '/admin/calendar' })
  const { data, error, refetch, isPlaceholderData } = useCalendar(address)
  const next = useNext(data)
  const sub = next === undefined ? {} : { sub: next }
  return (
    <Page
      name={t('calendar.title')}
      headline={data ? <Headline calendar={data} /> : t('calendar.title')}
      {...sub}
    >
      {data ? (
        <>
          <YearLinks year={data.year} today={data.today} location={address.location} />
          <div className={classes.site}>
            <PlacePicker
              kind="school"
              label={t('calendar.site')}
              value={address.location ?? null}
              onChange={location =>
                void navigate({
                  search: parseCalendarAddress({ ...address, location }),
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          </div>
          <div className={isPlaceholderData ? ui.old : undefined}>
            <Columns split="wide">
              <Months calendar={data} />
              <div>
                <CloseADay calendar={data} location={address.location} />
                <DayList calendar={data} />
              </div>
            </Columns>
          </div>
        </>
      ) : error ? (
        <Refused what={t('calendar.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </Page>
  )
}

/** What comes next, of the year that is under way. */
function useNext(calendar: CalendarAnswer | undefined): string | undefined {
  const { t } = useTranslation()
  const says = useDaySays()
  if (!calendar) return undefined
  const next = nextOff(calendar)
  return (
    next &&
    t('calendar.nextOff', { name: says.name(next.name, 'day'), day: says.span(next.from, next.until) })
  )
}

/** What today is; of a year that is not this one only its name. */
function Headline({ calendar }: { calendar: CalendarAnswer }) {
  const { t } = useTranslation()
  const says = useDaySays()
  const { year, today } = calendar
  if (!isInYear(today, year)) return t('calendar.year', { from: year, until: year + 1 })
  const [mark] = marksOf(calendar).get(today) ?? []
  if (mark?.kind === 'site' || (!mark && !isWeekend(today)))
    return (
      <Said tone="plain" icon={IconCalendarCheck}>
        {t('calendar.openToday')}
      </Said>
    )
  if (isWeekend(today) || !mark)
    return (
      <Said tone="plain" icon={IconBeach}>
        {t('calendar.weekendToday')}
      </Said>
    )
  const name = says.name(mark.name, mark.half)
  return (
    <Said tone="plain" icon={mark.half === 'day' ? IconCalendarX : IconBeach}>
      {mark.half === 'day' ? t('calendar.closedToday', { name }) : t('calendar.halfToday', { name })}
    </Said>
  )
}

function Months({ calendar }: { calendar: CalendarAnswer }) {
  const marks = marksOf(calendar)
  return (
    <div className={classes.months} aria-hidden>
      <Legend hasSite={calendar.closed.some(({ location }) => location !== null)} />
      {monthsOf(calendar.year).map(month => (
        <MonthTable key={month.first} month={month} marks={marks} today={calendar.today} />
      ))}
    </div>
  )
}
