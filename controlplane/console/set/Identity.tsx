import { useTranslation } from 'react-i18next'
import type { Component } from '../../sets/api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './set.module.css'

export function Parts({ components }: { components: readonly Component[] }) {
  const { t } = useTranslation()
  return (
    <section className={classes.section} aria-labelledby="parts">
      <h2 id="parts">{t('set.parts')}</h2>
      {components.length === 0 && <p className={ui.soft}>{t('set.noParts')}</p>}
      <dl className={classes.facts}>
        {components.map(({ type, make, model, serial }) => (
          <div key={`${type} ${make} ${model} ${serial}`}>
            <dt>{t(`set.part.${type}`)}</dt>
            <dd>
              {make} {model}
            </dd>
            <dd className={classes.serial}>
              <span className={ui.hidden}>{t('set.serial')} </span>
              {serial ? <code>{serial}</code> : <Unknown />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function Identity({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <section className={classes.section} aria-labelledby="identity">
      <h2 id="identity">{t('set.identity')}</h2>
      <dl className={classes.facts}>
        <div>
          <dt>{t('set.registered')}</dt>
          <dd>{formats.date(set.registeredAt)}</dd>
        </div>
      </dl>
    </section>
  )
}
