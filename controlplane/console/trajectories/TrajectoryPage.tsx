import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { reachOf } from '../../people/rules.ts'
import { ContactsPanel } from '../contacts/ContactsPanel.tsx'
import { isMissing } from '../fetch.ts'
import { LessonsPanel } from '../lessons/LessonsPanel.tsx'
import { useMe } from '../people/useMe.ts'
import { Page } from '../shell/Page.tsx'
import { FetchFailed } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { Child } from './Child.tsx'
import { Fields } from './Fields.tsx'
import { Head } from './Head.tsx'
import { Lanes } from './Lanes.tsx'
import { Pauses } from './Pauses.tsx'
import { Served, Usage } from './Served.tsx'
import classes from './trajectory.module.css'
import { UndoArea } from './undo.tsx'
import { useTrajectory } from './useTrajectory.ts'

export function TrajectoryPage() {
  const { code } = useParams({ from: '/trajectories/$code' })
  return <Trajectory key={code} code={code} />
}

function Trajectory({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useTrajectory(code)
  if (isMissing(error)) return <NotThere code={code} />
  if (!data) {
    return (
      <Page name={code} headline={<code>{code}</code>}>
        {error ? (
          <FetchFailed what={t('trajectory.failed')} error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton rows={12} />
        )}
      </Page>
    )
  }
  const says = t(`trajectory.says.${data.phase}`, { code })
  return (
    <Page name={says} headline={<Headline says={says} code={code} />}>
      <UndoArea>
        <Head trajectory={data} />
        <Parts trajectory={data} />
      </UndoArea>
    </Page>
  )
}

function Parts({ trajectory }: { trajectory: TrajectoryDetail }) {
  const { code } = trajectory
  return (
    <div className={classes.columns}>
      <div>
        <Lanes trajectory={trajectory} />
        <LessonsPanel code={code} />
      </div>
      <div>
        <Child trajectory={trajectory} />
        <ContactsPanel of={{ trajectory: code }} />
        <Pauses trajectory={trajectory} />
        <Fields trajectory={trajectory} />
        <Served trajectory={trajectory} />
        <Usage />
      </div>
    </div>
  )
}

/** The sentence, without a line break inside the code. */
function Headline({ says, code }: { says: string; code: string }) {
  const [before, after] = says.split(code)
  return (
    <>
      {before}
      <span className={classes.code}>{code}</span>
      {after}
    </>
  )
}

/** Who sees only the own trajectories is not told whether another one exists. */
function NotThere({ code }: { code: string }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const isOwn = reachOf(roles, 'seeTrajectories') === 'own'
  return (
    <Page name={code} headline={t('trajectory.missing', { code })}>
      <div className={classes.missing}>
        <p>{t(isOwn ? 'trajectory.notYoursNext' : 'trajectory.missingNext')}</p>
        <Link to="/trajectories" className={ui.button}>
          {t('trajectory.toList')}
        </Link>
      </div>
    </Page>
  )
}
