import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type SchoolLevel, schoolLevels } from '../../locations/rules.ts'
import { reachOf } from '../../people/rules.ts'
import { ask } from '../data/fetch.ts'
import { useMe } from '../session/useMe.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { schoolYearNow, schoolYearSays } from './days.ts'
import { useCounsellors } from './useTrajectories.ts'

type LevelProps = {
  level: SchoolLevel | ''
  change: (level: SchoolLevel | '') => void
  /** The school whose level is taken over as long as nobody chose one; null: none. */
  school: string | null
}

export function LevelField({ level, change, school }: LevelProps) {
  const { t } = useTranslation()
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
    <SelectField<SchoolLevel | ''>
      label={t('trajectories.new.level')}
      value={level}
      options={[
        { value: '', says: t('trajectories.new.levelUnknown') },
        ...schoolLevels.map(value => ({ value, says: t(`places.level.${value}`) })),
      ]}
      change={change}
    />
  )
}

type CounsellorProps = { account: string; change: (account: string) => void }

/** Only who may change every trajectory gives one to somebody else. */
export function CounsellorField({ account, change }: CounsellorProps) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const { data } = useCounsellors()
  const mayGive = reachOf(roles, 'changeTrajectories') === 'all'
  return (
    <SelectField
      label={t('trajectories.new.counsellor')}
      hint={mayGive ? undefined : t('refusal.not_yours_to_give.says')}
      disabled={!mayGive}
      value={account}
      options={[
        { value: '', says: t('trajectories.new.nobody') },
        ...(data?.counsellors ?? []).map(({ account, firstName }) => ({ value: account, says: firstName })),
      ]}
      change={change}
    />
  )
}

/** The year before, this one and the next: others are not planned for. */
export function SchoolYearField({ year, change }: { year: number; change: (year: number) => void }) {
  const { t } = useTranslation()
  const now = schoolYearNow()
  const years = [...new Set([now - 1, now, now + 1, year])].toSorted((a, b) => a - b)
  return (
    <SelectField
      label={t('trajectories.new.schoolYear')}
      value={String(year)}
      options={years.map(year => ({ value: String(year), says: schoolYearSays(year) }))}
      change={year => change(Number(year))}
    />
  )
}
