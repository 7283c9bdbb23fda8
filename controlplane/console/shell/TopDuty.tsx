import { IconAlertTriangleFilled, IconHeadset } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDutyNow } from '../duty/useDuty.ts'
import { useDutyWords } from '../duty/useDutyWords.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import classes from './onDuty.module.css'

const calm: StatusLook = { tone: 'plain', icon: IconHeadset }
const amber: StatusLook = { tone: 'soon', icon: IconAlertTriangleFilled }

/** Who looks at what comes in now; nothing when nobody does and nobody has to. */
export function TopDuty() {
  const { t } = useTranslation()
  const { data } = useDutyNow()
  const says = useDutyWords()
  if (!data || (data.onDuty.length === 0 && !data.isNeeded)) return null
  const now = data.onDuty.length > 0 ? t('admin.duty.now', says.who(data)) : t('admin.duty.nowNobody')
  const next =
    data.next && t('admin.duty.nextUp', { name: data.next.firstName, from: says.time(data.next.startsAt) })
  return (
    <Link to="/admin/duty" className={classes.top} title={next ? `${now} · ${next}` : now}>
      <Status {...(data.onDuty.length > 0 ? calm : amber)}>{now}</Status>
    </Link>
  )
}
