import { useTranslation } from 'react-i18next'
import type { IncidentDetail, IncidentNow } from '../../signals/incident/api.ts'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { ageOf } from '../ui/formats.ts'
import { useFormats } from '../ui/useTexts.ts'

/** Where a storm is, as people name it; undefined: at no one place. */
export function whereOf({ about, place }: IncidentNow): string | undefined {
  if (about.kind === 'platform') return undefined
  return [place?.name, place?.municipality].filter(Boolean).join(', ') || about.name
}

/** "Storing bij Telenet: 21 van 24 sets weg"; of what is over how long it took. */
export function useSentence({ incident, affected }: IncidentDetail): string {
  const { t } = useTranslation()
  const formats = useFormats()
  const symptom = useSymptomWords()
  const where = whereOf(incident)
  if (!incident.isStorm) return [symptom(incident), where].filter(Boolean).join(' · ')
  const what = where === undefined ? t('incident.everywhere') : t('incident.at', { where })
  const went = affected.length
  const gone = affected.filter(({ isBack }) => !isBack).length
  const numbers = { count: went, gone: formats.number(gone), went: formats.number(went) }
  const { resolvedAt, openedAt } = incident
  if (resolvedAt !== null) {
    const { unit, count } = ageOf(openedAt, resolvedAt)
    const lasted = t(`incident.lasted.${unit}`, { count: Math.max(1, count) })
    return t('incident.over', { what, lasted })
  }
  const rest = gone === 0 ? t('incident.allBack') : t('incident.gone', numbers)
  return `${what}: ${rest}`
}
