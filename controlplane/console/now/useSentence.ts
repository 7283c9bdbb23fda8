import { useTranslation } from 'react-i18next'
import { useFormats } from '../ui/useTexts.ts'
import type { BoardGroup } from './arrangement.ts'
import type { Counts } from './counts.ts'

/** What a colleague would say: first what asks for a person and the lessons that are on; then the rest, softly. */
export function useSentence(counts: Counts): { says: string; rest: string } {
  const { t } = useTranslation()
  const formats = useFormats()
  const { help, helped, asks, lessons, soon, unknown, total, next } = counts
  const number = (count: number) => ({ count, number: formats.number(count) })
  const of = (groups: (BoardGroup | 'help' | 'helped')[]) =>
    groups.filter(group => counts[group] > 0).map(group => t(`now.of.${group}`, number(counts[group])))
  if (total === 0 && help + helped === 0) return { says: t('now.none'), rest: '' }

  const first = [
    ...of(['help', 'helped', 'asks']),
    lessons > 0 ? t('now.lessons', number(lessons)) : '',
    ...of(['soon']),
  ]
  const hours = lessons > 0 || asks > 0 ? '' : untilThen()
  if (help + helped + lessons + asks + soon > 0) {
    const rest = of(['back', 'unknown', 'off', 'connected']).join(', ')
    return { says: first.filter(Boolean).join(' · '), rest: sentences(rest, hours) }
  }
  const others = of(['back', 'off', 'connected']).join(', ')
  if (unknown > 0) return { says: t('now.notKnown', number(unknown)), rest: sentences(others, hours) }
  return { says: allWell(), rest: hours }

  function untilThen(): string {
    return next === undefined ? t('now.notExpected') : t('now.nextLesson', { time: formats.time(next) })
  }
  function allWell(): string {
    const pairs = t('now.pairs', number(total))
    if (counts.off === total) return t('now.allOff', { pairs })
    if (counts.off === 0) return t('now.allConnected', { pairs })
    return t('now.nothingLost', { rest: others })
  }
}

function sentences(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => (part.endsWith('.') ? part : `${part}.`))
    .join(' ')
}
