import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyWeek } from '../../duty/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useMay } from '../session/useMay.ts'
import { Page } from '../ui/Page.tsx'
import { Said } from '../ui/Said.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './duty.module.css'
import { NewDutyForm, type Proposal } from './NewDutyForm.tsx'
import { useDutyNow, useDutyWeek } from './useDuty.ts'
import { useDutyWords } from './useDutyWords.ts'
import { useRemoval } from './useRemoval.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { WeekLinks } from './WeekLinks.tsx'
import { hoursWithoutDuty, planOf } from './week.ts'

export function DutyPage() {
  const { t } = useTranslation()
  const { from } = useSearch({ from: '/admin/duty' })
  const { data: week, error, refetch, isPlaceholderData } = useDutyWeek(from)
  return (
    <Page name={t('pages.duty')} headline={useHeadline()}>
      {week ? (
        <Week week={week} isOld={isPlaceholderData} />
      ) : error ? (
        <Refused what={t('admin.duty.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={10} />
      )}
    </Page>
  )
}

function useHeadline(): React.ReactNode {
  const { t } = useTranslation()
  const { data } = useDutyNow()
  const says = useDutyWords()
  if (!data) return t('pages.duty')
  if (data.onDuty.length > 1) return t('admin.duty.onDutyMany', says.who(data))
  if (data.onDuty.length === 1) return t('admin.duty.onDuty', says.who(data))
  if (!data.isNeeded) return t('admin.duty.nobodyCalm')
  return (
    <Said tone="soon" icon={IconAlertTriangleFilled}>
      {t('admin.duty.nobody')}
    </Said>
  )
}

function Week({ week, isOld }: { week: DutyWeek; isOld: boolean }) {
  const { t } = useTranslation()
  const mayPlan = useMay('changeDuty').may
  const [proposal, setProposal] = useState<Proposal>()
  const removal = useRemoval()
  const plan = planOf(week)
  return (
    <>
      <WeekLinks week={week} isOld={isOld} />
      <p className={classes.holes}>{useHoles(hoursWithoutDuty(plan))}</p>
      {mayPlan && week.people.length > 0 && <NewDutyForm key={week.from} week={week} proposal={proposal} />}
      {mayPlan && week.people.length === 0 && <p className={ui.soft}>{t('admin.duty.noPeople')}</p>}
      <Refused error={removal.error} />
      <div className={isOld ? ui.old : undefined}>
        <WeekGrid week={week} plan={plan} propose={setProposal} remove={removal.remove} />
      </div>
    </>
  )
}

function useHoles(hours: number): string {
  const { t } = useTranslation()
  const formats = useFormats()
  if (hours === 0) return t('admin.duty.noHoles')
  return t('admin.duty.holes', { hours: formats.number(hours, Number.isInteger(hours) ? 0 : 1) })
}
