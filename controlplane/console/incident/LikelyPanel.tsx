import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import type { StormPair } from '../../signals/storm/api.ts'
import { isWaiting } from '../../signals/storm/pair-rules.ts'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './incident.module.css'
import { whereOf } from './useSentence.ts'

const kinds = { location: 'location', provider: 'provider' } as const

/** What it most likely is, by what shows it, and what comes next. */
export function LikelyPanel({ detail, pairs }: { detail: IncidentDetail; pairs: readonly StormPair[] }) {
  const { t } = useTranslation()
  const { incident } = detail
  const kind = kinds[incident.about.kind as keyof typeof kinds] ?? 'platform'
  const name = whereOf(incident) ?? ''
  const isOver = incident.resolvedAt !== null
  return (
    <Panel id="likely" title={t('incident.likely.title')}>
      <p>{t(`incident.likely.cause.${kind}`, { name })}</p>
      <p className={ui.soft}>{useShown(detail, pairs).join(' · ')}</p>
      {!isOver && (
        <ol className={classes.steps}>
          <li>{t(`incident.likely.next.${kind}`, { name })}</li>
          <li>{t('incident.likely.tell')}</li>
          <li>{t('incident.likely.apart')}</li>
        </ol>
      )}
    </Panel>
  )
}

/** What shows it: how many went, at which side and at how many places, and who waits. */
function useShown({ affected, incident }: IncidentDetail, pairs: readonly StormPair[]): string[] {
  const { t } = useTranslation()
  const formats = useFormats()
  const number = (count: number) => ({ count, number: formats.number(count) })
  const of = (side: string) => affected.filter(one => one.side === side).length
  const places = new Set(affected.map(({ place }) => place?.code)).size
  const waiting = incident.resolvedAt === null ? pairs.filter(isWaiting).length : 0
  return [
    of('school') > 0 && t('incident.likely.school', number(of('school'))),
    of('home') > 0 && t('incident.likely.home', number(of('home'))),
    places > 1 && t('incident.likely.places', number(places)),
    waiting > 0 && t('incident.likely.waiting', number(waiting)),
  ].filter(part => part !== false)
}
