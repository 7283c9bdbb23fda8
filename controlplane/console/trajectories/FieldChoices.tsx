import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type SchoolLevel, schoolLevels } from '../../locations/rules.ts'
import { reachOf } from '../../people/rules.ts'
import { ask } from '../data/fetch.ts'
import { useMe } from '../session/useMe.ts'
import field from '../ui/field.module.css'
import ui from '../ui/ui.module.css'
import { schoolYearNow, schoolYearSays } from './days.ts'
import classes from './form.module.css'
import { useCounsellors } from './useTrajectories.ts'

type LevelProps = {
  level: SchoolLevel | ''
  change: (level: SchoolLevel | '') => void
  /** The school whose level is taken over as long as nobody chose one; null: none. */
  school: string | null
}

export function LevelField({ level, change, school }: LevelProps) {
  const { t } = useTranslation()
  const id = useId()
  const { data } = useQuery({
    queryKey: ['location', school],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code: school! }, {}, signal),
    enabled: school !== null,
  })
  const taken = useRef<string>(undefined)
  useEffect(() => {
    if (!data?.level || data.code !== school || taken.current === data.code) return
    taken.current = data.code
    change(data.level)
  })
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('trajectories.new.level')}</label>
      <select
        id={id}
        className={field.input}
        value={level}
        onChange={event => change(schoolLevels.find(level => level === event.currentTarget.value) ?? '')}
      >
        <option value="">{t('trajectories.new.levelUnknown')}</option>
        {schoolLevels.map(level => (
          <option key={level} value={level}>
            {t(`places.level.${level}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

type CounsellorProps = { account: string; change: (account: string) => void }

/** Only who may change every trajectory gives one to somebody else. */
export function CounsellorField({ account, change }: CounsellorProps) {
  const { t } = useTranslation()
  const id = useId()
  const { roles } = useMe()
  const { data } = useCounsellors()
  const mayGive = reachOf(roles, 'changeTrajectories') === 'all'
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('trajectories.new.counsellor')}</label>
      <select
        id={id}
        className={field.input}
        value={account}
        disabled={!mayGive}
        aria-describedby={mayGive ? undefined : `${id}-why`}
        onChange={event => change(event.currentTarget.value)}
      >
        <option value="">{t('trajectories.new.nobody')}</option>
        {data?.counsellors.map(({ account, firstName }) => (
          <option key={account} value={account}>
            {firstName}
          </option>
        ))}
      </select>
      {!mayGive && (
        <span id={`${id}-why`} className={ui.soft}>
          {t('refusal.not_yours_to_give.says')}
        </span>
      )}
    </div>
  )
}

/** The year before, this one and the next: others are not planned for. */
export function SchoolYearField({ year, change }: { year: number; change: (year: number) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const now = schoolYearNow()
  const years = [...new Set([now - 1, now, now + 1, year])].toSorted((a, b) => a - b)
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('trajectories.new.schoolYear')}</label>
      <select
        id={id}
        className={field.input}
        value={String(year)}
        onChange={event => change(Number(event.currentTarget.value))}
      >
        {years.map(year => (
          <option key={year} value={String(year)}>
            {schoolYearSays(year)}
          </option>
        ))}
      </select>
    </div>
  )
}
