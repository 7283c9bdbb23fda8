import { useTranslation } from 'react-i18next'
import type { SetDetail } from '../data/fetch.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useFormats } from '../ui/useTexts.ts'

export function Identity({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Panel title={t('set.identity')}>
      <Facts>
        <Fact label={t('set.registered')}>{formats.date(set.registeredAt)}</Fact>
      </Facts>
    </Panel>
  )
}
