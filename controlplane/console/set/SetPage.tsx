import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { breaksMin } from '../../overview/rules.ts'
import { isMissing, type SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Belongs } from './Belongs.tsx'
import { FactList } from './FactList.tsx'
import { History, HistoryStrip } from './History.tsx'
import { Identity } from './Identity.tsx'
import { Latest } from './Latest.tsx'
import { Parts } from './Parts.tsx'
import { SetTimeline } from './SetTimeline.tsx'
import { StateLine } from './StateLine.tsx'
import { useHistory } from './useHistory.ts'
import { useSet } from './useSet.ts'

type Panel = (set: SetDetail) => ReactNode
/** Panels of other areas. */
export type SetPanels = Record<'asks' | 'acts' | 'checks' | 'device' | 'address' | 'help' | 'tickets', Panel>

export function SetPage({ panels }: { panels: SetPanels }) {
  const { t } = useTranslation()
  const { label } = useParams({ from: '/sets/$label' })
  const { data: set, error, refetch } = useSet(label)
  if (isMissing(error)) return <NoSuchSet label={label} />
  if (set) return <Found key={label} set={set} panels={panels} />
  return (
    <Page name={label} headline={<code>{label}</code>}>
      {error ? (
        <Refused what={t('set.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </Page>
  )
}

/** How the link was stands first at every width; then what the set says of itself, beside how it went. */
function Found({ set, panels }: { set: SetDetail; panels: SetPanels }) {
  const { t } = useTranslation()
  const history = useHistory(set.label)
  const { label, kind, presence, breaks } = set
  const is = t(`set.says.${presence}`, { kind: t(`set.kind.${kind}`), label })
  const says = breaks >= breaksMin ? `${is}, ${t('trouble.flapping', { count: breaks })}` : is
  const strip = (
    <>
      {panels.asks(set)}
      <Belongs set={set} />
      <StateLine set={set} />
      <HistoryStrip history={history} />
    </>
  )
  return (
    <ObjectPage sentence={says} whole={label} strip={strip} acts={panels.acts(set)}>
      <Columns split="facts">
        <div>
          {panels.checks(set)}
          <FactList set={set} />
          {panels.device(set)}
          {panels.address(set)}
          <Latest set={set} />
          <Parts set={set} />
          <Identity set={set} />
        </div>
        <div>
          <History set={set} history={history} />
          <SetTimeline label={label} />
          {panels.tickets(set)}
          {panels.help(set)}
        </div>
      </Columns>
    </ObjectPage>
  )
}

function NoSuchSet({ label }: { label: string }) {
  const { t } = useTranslation()
  return (
    <Page name={t('set.missing', { label })} headline={t('set.missing', { label })}>
      <Missing next={t('set.missingNext')}>
        <Link to="/sets" search={{ q: label }} className={buttonLook()}>
          {t('set.toSets', { label })}
        </Link>
      </Missing>
    </Page>
  )
}
