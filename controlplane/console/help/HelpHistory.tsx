import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HelpCase } from '../../help/api.ts'
import { stateOf } from '../../help/rules.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { pictureIcons, useAsksWords } from '../parts/help/HelpWhat.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Status } from '../ui/Status.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'

/** When help was asked for at this set, and what came of it; kept for 90 days. */
export function HelpHistory({ label }: { label: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['set-help', label],
    queryFn: ({ signal }) => ask('/api/sets/:label/help', { label }, {}, signal),
  })
  return (
    <Panel id="help" title={t('helpHistory.title')}>
      {error && <Refused what={t('helpHistory.failed')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={2} />}
      {data?.cases.length === 0 && <p className={ui.soft}>{t('helpHistory.none')}</p>}
      {data && data.cases.length > 0 && (
        <Timeline
          happenings={data.cases.map(one => ({ key: one.id, at: one.pressedAt, says: <Line one={one} /> }))}
        />
      )}
    </Panel>
  )
}

function Line({ one }: { one: HelpCase }) {
  const { t } = useTranslation()
  const asks = useAsksWords()
  const { picture, by, presses } = one
  return (
    <span>
      <Status tone="plain" icon={pictureIcons[picture]}>
        {asks(one)}
      </Status>{' '}
      <span className={ui.soft}>
        {t(`help.asker.${by}`)} {presses > 1 && `${t('help.times', { count: presses })} `}
        <Outcome one={one} />
      </span>
    </span>
  )
}

function Outcome({ one }: { one: HelpCase }) {
  const { t } = useTranslation()
  const { closedAt, closedBy, withdrawnAt, outcome, takenBy } = one
  if (closedAt !== null && outcome !== null)
    return (
      <>
        {t(`helpHistory.outcome.${outcome}`, { name: closedBy?.firstName || t('help.by.somebody') })}{' '}
        <Moment at={closedAt} ago="none" />
      </>
    )
  if (withdrawnAt !== null)
    return (
      <>
        {t('helpHistory.withdrawn')} <Moment at={withdrawnAt} ago="none" />
      </>
    )
  const name = takenBy?.firstName || t('help.by.somebody')
  return t(`helpHistory.open.${stateOf(one) === 'taken' ? 'taken' : 'waiting'}`, { name })
}
