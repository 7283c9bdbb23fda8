import { IconAlertTriangleFilled, IconHeadset } from '@tabler/icons-react'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDutyNow } from '../duty/useDuty.ts'
import { useNow } from '../ui/clock.ts'
import { Status } from '../ui/Status.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { Banner } from './Banner.tsx'
import { LinkState } from './LinkState.tsx'
import classes from './wall.module.css'

const grainMs = 10_000
/** What may hang there; none of it holds names. */
const onWall = ['/', '/tickets']

/** A screen on the wall: what goes on now, large, and nothing to press. */
export function Wall() {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <div className={classes.wall}>
      <header className={classes.top}>
        <OnDuty />
        <LinkState />
        <Clock />
      </header>
      <Banner />
      <main>{onWall.includes(path) ? <Outlet /> : <Navigate to="/" replace />}</main>
    </div>
  )
}

function Clock() {
  const formats = useFormats()
  return <span className={classes.clock}>{formats.time(useNow(grainMs))}</span>
}

/** Whether somebody looks at what comes in; who, is nobody's business here. */
function OnDuty() {
  const { t } = useTranslation()
  const { data } = useDutyNow()
  if (!data || (data.onDuty.length === 0 && !data.isNeeded)) return <span />
  const isThere = data.onDuty.length > 0
  return (
    <Status tone={isThere ? 'plain' : 'soon'} icon={isThere ? IconHeadset : IconAlertTriangleFilled}>
      {t(isThere ? 'admin.duty.nowSomebody' : 'admin.duty.nowNobody')}
    </Status>
  )
}
