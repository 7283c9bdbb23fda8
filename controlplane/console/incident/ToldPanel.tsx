import { useTranslation } from 'react-i18next'
import type { StormTold } from '../../signals/storm/api.ts'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './incident.module.css'

/** What all sets were told, and on how many it stood, was seen and answered. Undefined: that has not come. */
export function ToldPanel({ told }: { told: readonly StormTold[] | undefined }) {
  const { t } = useTranslation()
  return (
    <Panel id="told" title={t('incident.told.title')}>
      {told === undefined || told.length === 0 ? (
        <p className={ui.soft}>{t('incident.told.none')}</p>
      ) : (
        <ul className={classes.told}>
          {told.map(one => (
            <Told key={`${one.at} ${one.sentence}`} told={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Told({ told: { at, by, sentence, sets, shown, seen, answered } }: { told: StormTold }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const who = useOwnerWords()
  const number = (count: number) => ({ count, number: formats.number(count), sets: formats.number(sets) })
  const says = t(`oneTicket.sentence.${sentence}`)
  return (
    <li>
      <span>
        <strong>{says}</strong>{' '}
        <span className={ui.soft}>
          <Moment at={at} ago="alone" />
          {by && ` · ${who(by)}`}
        </span>
      </span>
      <progress value={shown} max={sets} aria-label={t('incident.told.progress', { says })} />
      <span className={ui.soft}>
        {[
          t('incident.told.shown', number(shown)),
          t('incident.told.seen', number(seen)),
          answered > 0 && t('incident.told.answered', number(answered)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}
