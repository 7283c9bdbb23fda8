import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isMissing, type SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FactList } from './FactList.tsx'
import { History } from './History.tsx'
import { Identity, Parts } from './Identity.tsx'
import { Latest } from './Latest.tsx'
import { SetTimeline } from './SetTimeline.tsx'
import { StateLine } from './StateLine.tsx'
import { useSet } from './useSet.ts'

type Panel = (set: SetDetail) => ReactNode
/** Panels of other areas. */
export type SetPanels = { acts: Panel; device: Panel; address: Panel }

export function SetPage({ panels }: { panels: SetPanels }) {
  const { t } = useTranslation()
  const { label } = useParams({ from: '/sets/$label' })
  const { data: set, error, refetch } = useSet(label)
  if (isMissing(error)) return <NoSuchSet label={label} />
  if (!set) {
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
  const says = t(`set.says.${set.presence}`, { kind: t(`set.kind.${set.kind}`), label: set.label })
  return (
    <ObjectPage sentence={says} whole={set.label} strip={<StateLine set={set} />} acts={panels.acts(set)}>
      <Columns split="facts">
        <div>
          <FactList set={set} />
          {panels.device(set)}
          {panels.address(set)}
          <Latest set={set} />
          <Parts components={set.components} />
          <Identity set={set} />
        </div>
        <div>
          <History set={set} />
          <SetTimeline label={set.label} />
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
