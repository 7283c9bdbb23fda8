import { useTranslation } from 'react-i18next'
import type { Component } from '../../sets/api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

export function Parts({ components }: { components: readonly Component[] }) {
  const { t } = useTranslation()
  return (
    <Panel id="parts" title={t('set.parts')}>
      {components.length === 0 && <p className={ui.soft}>{t('set.noParts')}</p>}
      <Facts>
        {components.map(({ type, make, model, serial }) => (
          <Fact
            key={`${type} ${make} ${model} ${serial}`}
            label={t(`set.part.${type}`)}
            note={
              <>
                <span className={ui.hidden}>{t('set.serial')} </span>
                {serial ? <code>{serial}</code> : <Unknown />}
              </>
            }
          >
            {make} {model}
          </Fact>
        ))}
      </Facts>
    </Panel>
  )
}

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
