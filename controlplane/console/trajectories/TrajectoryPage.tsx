import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { reachOf } from '../../people/rules.ts'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { PairBlock } from '../parts/pair/PairBlock.tsx'
import { usePerson } from '../parts/usePerson.ts'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Child } from './Child.tsx'
import { DayPanel } from './DayPanel.tsx'
import { Fields } from './Fields.tsx'
import { Head } from './Head.tsx'
import { Lanes } from './Lanes.tsx'
import { Pauses } from './Pauses.tsx'
import { Served, Usage } from './Served.tsx'
import { isInLessons, useSentence } from './useSentence.ts'
import { useTrajectory } from './useTrajectory.ts'

type Panel = (code: string) => ReactNode
/** Panels of other areas. Contacts `areOpen` where they are what a page is opened for. */
export type TrajectoryPanels = {
  acts: Panel
  /** `who`: as people call the child. */
  asks: (code: string, who: string) => ReactNode
  lessons: Panel
  tickets: Panel
  contacts: (code: string, areOpen: boolean) => ReactNode
}

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
  return <Found trajectory={data} panels={panels} />
}

type FoundProps = { trajectory: TrajectoryDetail; panels: TrajectoryPanels }

/** Person first where lessons are given; the tab of the browser keeps the code, for it is remembered elsewhere. */
function Found({ trajectory, panels }: FoundProps) {
  const { t } = useTranslation()
  const { code, phase } = trajectory
  // As it was when it was opened: nothing changes its place under whoever reads.
  const [isLive] = useState(() => isInLessons(trajectory))
  const person = usePerson(code, isLive)
  const strip = (
    <>
      {panels.asks(code, person ?? code)}
      <Head trajectory={trajectory} isNamed={person !== undefined} />
      {isLive && (
        <PairBlock
          lesson={trajectory.lesson}
          home={{ side: trajectory.pair?.home ?? null, place: trajectory.home.place }}
          school={{ side: trajectory.pair?.school ?? null, place: trajectory.school.place }}
        />
      )}
    </>
  )
  return (
    <ObjectPage
      sentence={useSentence(trajectory, person)}
      whole={code}
      name={t(`trajectory.says.${phase}`, { code })}
      strip={strip}
      acts={panels.acts(code)}
    >
      {isLive && (
        <Columns split="facts">
          <div>{panels.contacts(code, true)}</div>
          <div>
            <DayPanel trajectory={trajectory} />
          </div>
        </Columns>
      )}
      <Parts trajectory={trajectory} panels={panels} isLive={isLive} />
    </ObjectPage>
  )
}

function Parts({ trajectory, panels, isLive }: FoundProps & { isLive: boolean }) {
  const { code } = trajectory
  return (
    <Columns split="aside">
      <div>
        {isLive && panels.lessons(code)}
        <Lanes trajectory={trajectory} />
        {!isLive && panels.lessons(code)}
        {panels.tickets(code)}
      </div>
      <div>
        <Child trajectory={trajectory} />
        {!isLive && panels.contacts(code, false)}
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
