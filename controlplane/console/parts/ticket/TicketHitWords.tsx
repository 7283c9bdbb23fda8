import { useTranslation } from 'react-i18next'
import type { TicketHit } from '../../../tickets/api.ts'
import { isLive } from '../../../tickets/rules.ts'
import ui from '../../ui/ui.module.css'
import { PriorityStatus } from './PriorityStatus.tsx'
import { useSymptomWords } from './useSymptomWords.ts'

/** "melding 12 · Geen beeld uit de klas", what it is about, and how urgent it is, or how far. */
export function TicketHitWords({ hit, className }: { hit: TicketHit; className: string | undefined }) {
  const { t } = useTranslation()
  const symptom = useSymptomWords()
  const { no, state, priority, trajectory, set, place } = hit
  const asks = isLive(state) && state !== 'resolved'
  return (
    <>
      <span>{t('ticket.number', { no })}</span>
      <span className={className}>
        {[symptom(hit), trajectory ?? set ?? place].filter(Boolean).join(' · ')}
      </span>
      {asks ? (
        <PriorityStatus priority={priority} />
      ) : (
        <span className={ui.soft}>{t(`ticket.state.${state}`)}</span>
      )}
    </>
  )
}
