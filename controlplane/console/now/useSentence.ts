import { useTranslation } from 'react-i18next'
import type { PairCondition } from '../../overview/rules.ts'
import { useFormats } from '../text/useTexts.ts'

export type Counts = Record<PairCondition, number>

/** What a colleague would say: first what is wrong, then the rest in a soft voice. */
export function useSentence(counts: Counts, expected: boolean): { says: string; rest: string } {
  const { t } = useTranslation()
  const formats = useFormats()
  const of = (condition: PairCondition) =>
    t(`now.of.${condition}`, { count: counts[condition], number: formats.number(counts[condition]) })
  const there = (conditions: PairCondition[]) => conditions.filter(condition => counts[condition] > 0)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const pairs = t('now.pairs', { count: total, number: formats.number(total) })

  const trouble = there(['lost', 'suspect', 'degraded', 'unknown'])
  const calm = there(['connected', 'off'])
  const rest = calm.map(of).join(', ')
  const hours = expected ? '' : t('now.notExpected')
  if (total === 0) return { says: t('now.none'), rest: '' }
  if (trouble.length > 0) {
    const [first, ...others] = trouble as [PairCondition, ...PairCondition[]]
    const count = counts[first]
    const opening = t(`now.first.${first}`, { count, number: formats.number(count) })
    return { says: [opening, ...others.map(of)].join(', '), rest: sentences(rest, hours) }
  }
  if (counts.off === total) return { says: t('now.allOff', { pairs }), rest: hours }
  if (counts.connected === total) return { says: t('now.allConnected', { pairs }), rest: hours }
  return { says: t('now.nothingLost', { rest }), rest: hours }
}

function sentences(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => (part.endsWith('.') ? part : `${part}.`))
    .join(' ')
}
