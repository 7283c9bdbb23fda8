import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { reachOf } from '../../people/rules.ts'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Child } from './Child.tsx'
import { Fields } from './Fields.tsx'
import { Head } from './Head.tsx'
import { Lanes } from './Lanes.tsx'
import { Pauses } from './Pauses.tsx'
import { Served, Usage } from './Served.tsx'
import { useTrajectory } from './useTrajectory.ts'

type Panel = (code: string) => ReactNode
/** Panels of other areas. */
export type TrajectoryPanels = { acts: Panel; lessons: Panel; contacts: Panel }

export function TrajectoryPage({ panels }: { panels: TrajectoryPanels }) {
  const { code } = useParams({ from: '/trajectories/$code' })
  return <Trajectory key={code} code={code} panels={panels} />
}

function Trajectory({ code, panels }: { code: string; panels: TrajectoryPanels }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useTrajectory(code)
  if (isMissing(error)) return <NotThere code={code} />
  if (!data) {
    return (
      <Page name={code} headline={<code>{code}</code>}>
        {error ? (
          <Refused what={t('trajectory.failed')} error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton rows={12} />
        )}
      </Page>
    )
  }
  const says = t(`trajectory.says.${data.phase}`, { code })
  return (
    <ObjectPage sentence={says} whole={code} strip={<Head trajectory={data} />} acts={panels.acts(code)}>
      <Parts trajectory={data} panels={panels} />
    </ObjectPage>
  )
}

function Parts({ trajectory, panels }: { trajectory: TrajectoryDetail; panels: TrajectoryPanels }) {
  const { code } = trajectory
  return (
    <Columns split="aside">
      <div>
        <Lanes trajectory={trajectory} />
        {panels.lessons(code)}
      </div>
      <div>
        <Child trajectory={trajectory} />
        {panels.contacts(code)}
        <Pauses trajectory={trajectory} />
        <Fields trajectory={trajectory} />
        <Served trajectory={trajectory} />
        <Usage />
      </div>
    </Columns>
  )
}

/** Who sees only the own trajectories is not told whether another one exists. */
function NotThere({ code }: { code: string }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const isOwn = reachOf(roles, 'seeTrajectories') === 'own'
  return (
    <Page name={code} headline={t('trajectory.missing', { code })}>
      <Missing next={t(isOwn ? 'trajectory.notYoursNext' : 'trajectory.missingNext')}>
        <Link to="/trajectories" className={buttonLook()}>
          {t('trajectory.toList')}
        </Link>
      </Missing>
    </Page>
  )
}
