import { useTranslation } from 'react-i18next'
import { type PairCondition, pairConditions } from '../../overview/rules.ts'
import { useFormats } from '../ui/useTexts.ts'
import type { Counts } from './counts.ts'

/** What a colleague would say: first the lessons and what is gone from them, or what is wrong; then the rest, softly. */
export function useSentence(counts: Counts): { says: string; rest: string } {
  const { t } = useTranslation()
  const formats = useFormats()
  const links = useLinks(counts)
  const { lessons, gone, look, next } = counts
  const number = (count: number) => ({ count, number: formats.number(count) })
  const soon = next === undefined ? '' : t('now.nextLesson', { time: formats.time(next) })
  if (lessons === 0 && gone === 0) {
    const isEmpty = pairConditions.every(condition => counts[condition] === 0)
    const hours = isEmpty ? '' : soon || t('now.notExpected')
    return { says: links.says, rest: links.rest === '' ? hours : sentences(links.rest, hours) }
  }
  const begun = lessons === 0 ? soon : t('now.lessons', number(lessons))
  const says = [begun, gone > 0 && t('now.gone', number(gone)), look > 0 && t('now.look', number(look))]
    .filter(Boolean)
    .join(' · ')
  return { says, rest: sentences(links.says, links.rest) }
}

/** How the links of all pairs stand. */
function useLinks(counts: Counts): { says: string; rest: string } {
  const { t } = useTranslation()
  const formats = useFormats()
  const of = (condition: PairCondition) =>
    t(`now.of.${condition}`, { count: counts[condition], number: formats.number(counts[condition]) })
  const there = (conditions: PairCondition[]) => conditions.filter(condition => counts[condition] > 0)
  const look = counts.look > 0 && t('now.look', { count: counts.look, number: formats.number(counts.look) })
  const total = pairConditions.reduce((sum, condition) => sum + counts[condition], 0)
  const pairs = t('now.pairs', { count: total, number: formats.number(total) })

  const trouble = there(['lost', 'suspect', 'degraded', 'unknown'])
  const rest = there(['connected', 'off']).map(of).join(', ')
  if (total === 0) return { says: t('now.none'), rest: '' }
  if (trouble.length > 0) {
    const [first, ...others] = trouble as [PairCondition, ...PairCondition[]]
    const count = counts[first]
    const opening = t(`now.first.${first}`, { count, number: formats.number(count) })
    return { says: [opening, ...others.map(of), look].filter(Boolean).join(', '), rest }
  }
  if (look) return { says: look, rest }
  if (counts.off === total) return { says: t('now.allOff', { pairs }), rest: '' }
  if (counts.connected === total) return { says: t('now.allConnected', { pairs }), rest: '' }
  return { says: t('now.nothingLost', { rest }), rest: '' }
}

function sentences(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => (part.endsWith('.') ? part : `${part}.`))
    .join(' ')
}
