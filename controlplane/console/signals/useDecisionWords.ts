import { useTranslation } from 'react-i18next'
import type { Decision } from '../../signals/decision/api.ts'
import { ticketReasons } from '../../signals/incident/rules.ts'
import { signalMoves } from '../../signals/machine/rules.ts'
import { priorities, symptoms } from '../../tickets/symptom/rules.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { heldFor, isFollowed } from './heldFor.ts'
import { seenWords } from './seen.ts'

type Around = { before: readonly Decision[]; after: Decision | undefined }
/** `what`: what came of it. `seen`: of whom, and what was seen. */
type Said = { what: string; seen: string | undefined }

/** A decision as a colleague would say it. `after`: the one right after it. */
export function useDecisionWords() {
  const { t } = useTranslation()
  const why = useReasonWords()
  return (decision: Decision, { before, after }: Around): Said => {
    const { rule, what, about, detail } = decision
    const move = signalMoves.find(each => each === what)
    if (rule !== null && move !== undefined) {
      const name = t(`ticket.symptom.${rule}`)
      const of = about.slice(about.indexOf(':') + 1, about.lastIndexOf('/'))
      return {
        what: firedSays(decision, before, name) ?? t(`why.signal.${move}`, { rule: name }),
        seen: [of, ...seenWords(t, decision)].filter(Boolean).join(' · '),
      }
    }
    if (what === 'decided') return { what: why(detail), seen: undefined }
    const symptom = symptoms.find(each => each === detail.symptom)
    const says = t(`why.incident.${what as Exclude<typeof what, typeof move>}`, {
      symptom: symptom ? t(`ticket.symptom.${symptom}`) : about,
    })
    const isBegin = (what === 'opened' || what === 'reopened') && !isFollowed(decision, after)
    return { what: isBegin ? `${says} ${why(detail)}` : says, seen: undefined }
  }
  function firedSays(decision: Decision, before: readonly Decision[], rule: string): string | undefined {
    const seconds = heldFor(decision, before)
    if (seconds === undefined) return undefined
    if (seconds === 0) return t('why.firedAtOnce', { rule })
    return seconds % 60 !== 0 && seconds < 120
      ? t('why.firedSeconds', { rule, count: seconds })
      : t('why.firedMinutes', { rule, count: Math.round(seconds / 60) })
  }
}

/** Why there is a ticket, or none. */
function useReasonWords() {
  const { t } = useTranslation()
  const prioritySays = usePriorityWords()
  return ({ reason: code, severity, suppressedBy }: Decision['detail']): string => {
    const reason = ticketReasons.find(each => each === code)
    if (reason === undefined) return t('why.reason.unknown')
    const urgency = priorities.find(each => each === severity)
    const priority = urgency ? prioritySays(urgency) : ''
    return t(`why.reason.${reason}`, { priority, storm: stormSays(suppressedBy) })
  }
  function stormSays(key: unknown): string {
    const [, kind, name = ''] = /^(location|provider):(.+)\/storm$/.exec(String(key)) ?? []
    if (kind === 'location' || kind === 'provider') return t(`why.storm.${kind}`, { name })
    return t('why.storm.platform')
  }
}
