import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../audit/api.ts'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf, noonOf } from '../ui/wallClock.ts'
import type { useWho } from './useWho.ts'

type DutyProps = { detail: AuditRow['detail']; who: ReturnType<typeof useWho>; isLink: boolean }

/** A removed duty stands in no list any more: what is known of it stands in its row. */
export function DutySubject({ detail, who, isLink }: DutyProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account, from, until } = detail
  if (typeof account !== 'string' || typeof from !== 'number' || typeof until !== 'number')
    return t('admin.audit.dutyAlone')
  const name = who(account)
  const day = `${formats.weekday(from)} ${formats.day(from)}`
  const says = t('admin.audit.duty', { name, day, from: formats.time(from), until: formats.time(until) })
  return isLink ? <WeekLink day={dayOf(from)}>{says}</WeekLink> : says
}

/** A week of the duty list. */
export function WeekSubject({ day, isLink }: { day: string; isLink: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = t('admin.audit.week', { day: formats.date(noonOf(day)) })
  return isLink ? <WeekLink day={day}>{says}</WeekLink> : says
}

function WeekLink({ day, children }: { day: string; children: string }) {
  return (
    <Link to="/admin/duty" search={{ from: day }}>
      {children}
    </Link>
  )
}
