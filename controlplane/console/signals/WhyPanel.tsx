import { useTranslation } from 'react-i18next'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Panel } from '../ui/Panel.tsx'
import type { Of } from './useDecisions.ts'
import { Why } from './Why.tsx'

/** Why somebody was called, or nobody: a part of the page of a trajectory or a set. */
export function WhyPanel({ of }: { of: Of }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  if (!mayDo(roles, 'seeIncidents')) return null
  return (
    <Panel id="why" title={t('why.title')}>
      <Why of={of} says={t('why.show')} />
    </Panel>
  )
}
