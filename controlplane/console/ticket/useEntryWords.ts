import { useTranslation } from 'react-i18next'
import type { TicketEntry, TicketRow } from '../../tickets/api.ts'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { useNow } from '../ui/clock.ts'
import { useMoments } from '../ui/useTexts.ts'
import { entrySays } from './entrySays.ts'

const grainMs = 60_000

/** What happened, in a sentence that begins with who did it. */
export function useEntryWords() {
  const { t } = useTranslation()
  const owner = useOwnerWords()
  const symptom = useSymptomWords()
  const moments = useMoments()
  const now = useNow(grainMs)
  return ({ kind, actor, detail }: TicketEntry, source: TicketRow['source']): string => {
    const who = actor === null ? undefined : capital(owner(actor))
    const when = (at: number) => moments.when(at, now)
    return entrySays[kind]({ t, who, detail, source, symptom, when })
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
