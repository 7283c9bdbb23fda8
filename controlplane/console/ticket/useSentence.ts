import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { isLive } from '../../tickets/rules.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { useLessonMinutes } from '../parts/useLessonMinutes.ts'
import { usePerson } from '../parts/usePerson.ts'

/** "Geen beeld uit de klas · Elif, 6ELE · P1 nu · nog 43 min"; of what is over how far it is. `who`: stays in one line. */
export function useSentence(ticket: TicketRow): { says: string; who: string | undefined } {
  const { t } = useTranslation()
  const symptom = useSymptomWords()
  const prioritySays = usePriorityWords()
  const { trajectory, set, place, priority, state, lesson } = ticket
  const person = usePerson(trajectory ?? '', trajectory !== null)
  const minutes = useLessonMinutes(lesson)
  const who = person ?? trajectory ?? set ?? place?.name ?? place?.code
  const asks = isLive(state) && state !== 'resolved'
  const rest = asks ? [prioritySays(priority), minutes] : [t(`ticket.state.${state}`)]
  return { says: [symptom(ticket), who, ...rest].filter(Boolean).join(' · '), who }
}
