import { useTranslation } from 'react-i18next'
import { useFormats } from '../ui/useTexts.ts'
import type { BoardGroup } from './arrangement.ts'
import type { Counts } from './counts.ts'

const calmGroups = ['back', 'connecting', 'unknown', 'good', 'no_lesson', 'off', 'connected'] as const
type Counted = Exclude<BoardGroup, 'asks'> | 'help' | 'helped' | 'waits' | 'others'

/** What a colleague would say: first who waits and what asks for a person, and the lessons that are on; then the rest, softly. */
export function useSentence(counts: Counts): { says: string; rest: string } {
  const { t } = useTranslation()
  const formats = useFormats()
  const { help, helped, waits, storms, asks, lessons, notKnown, soon, unknown, total, next } = counts
  const number = (count: number) => ({ count, number: formats.number(count) })
  const counted = { ...counts, storm: storms, others: asks - waits }
  const of = (what: readonly Counted[]) =>
    what.filter(one => counted[one] > 0).map(one => t(`now.of.${one}`, number(counted[one])))
  if (total === 0 && help + helped === 0) return { says: t('now.none'), rest: '' }

  const begins = next === undefined ? undefined : t('now.nextLesson', { time: formats.time(next) })
  const on = lessons > 0 ? t('now.lessons', number(lessons)) : ''
  const calm = calmGroups.filter(group => group !== 'unknown' || unknown > notKnown)
  const calmSay = of(calm).join(', ')
  if (help + helped + storms + asks + soon > 0) {
    const first = [...of(['storm', 'help', 'helped', 'waits', 'others']), on, ...of(['soon'])]
    const isNoLesson = lessons === 0 && asks === 0
    return {
      says: first.filter(Boolean).join(' · '),
      rest: sentences(calmSay, isNoLesson ? (begins ?? t('now.notExpected')) : ''),
    }
  }
  if (lessons > 0) return { says: lessonsSay(), rest: sentences(calmSay) }
  if (begins !== undefined) return { says: begins, rest: sentences(linksSay()) }
  return { says: linksSay(), rest: sentences(unknown > 0 ? others() : '', t('now.notExpected')) }

  /** That all is well is said of lessons of which it is known. */
  function lessonsSay(): string {
    if (notKnown > 0) return t('now.lessonsNotKnown', { lessons: on, ...number(notKnown) })
    return counts.good > 0 ? t('now.allWell', { lessons: on }) : on
  }
  function linksSay(): string {
    const pairs = t('now.pairs', number(total))
    if (unknown > 0) return t('now.notKnown', number(unknown))
    if (counts.off === total) return t('now.allOff', { pairs })
    return counts.off === 0 ? t('now.allConnected', { pairs }) : t('now.nothingLost', { rest: others() })
  }
  function others(): string {
    return of(['back', 'off', 'connected']).join(', ')
  }
}

function sentences(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => (part.endsWith('.') ? part : `${part}.`))
    .join(' ')
}
