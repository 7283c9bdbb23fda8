import { useTranslation } from 'react-i18next'
import type { LessonStatus } from '../../lessons/status/rules.ts'
import { pairTroubles, type SideKind, sideKinds, type Trouble, troubles } from '../../overview/rules.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { useLessonWords } from '../parts/LessonStatus.tsx'
import { useTroubleWords } from '../parts/useTroubleWords.ts'
import { useNow } from '../ui/clock.ts'

const grainMs = 15_000
/** The phases in which lessons are given: how the pair is comes before how far the paper is. */
const inLessons: readonly Phase[] = ['start_up', 'live', 'closing']
const around: readonly LessonStatus[] = ['lesson', 'run_up', 'absent']

export function isInLessons({ phase, pair, lesson }: TrajectoryDetail): boolean {
  const isAround = lesson !== null && around.includes(lesson.status)
  return pair !== null && (isAround || inLessons.includes(phase))
}

/** "Elif, 6ELE: klasset weg sinds 10:23, les tot 11:01"; in other phases how far it is. `person`: who it is about. */
export function useSentence(trajectory: TrajectoryDetail, person: string | undefined): string {
  const { t } = useTranslation()
  const lessonSays = useLessonWords()
  const words = useTroubleWords()
  const at = useNow(grainMs)
  const { code, phase, pair, lesson } = trajectory
  const who = person ?? code
  if (pair === null || !isInLessons(trajectory)) return t(`trajectory.says.${phase}`, { code: who })
  const wrong = pairTroubles(pair, at)
  const all = sideKinds.flatMap(kind => wrong[kind].map(trouble => ({ kind, trouble })))
  const [worst] = all.toSorted((a, b) => troubles.indexOf(a.trouble) - troubles.indexOf(b.trouble))
  const parts = worst ? [saysOf(worst)] : areBothThere(pair) ? [t('trajectory.bothThere')] : []
  if (lesson) parts.push(lessonSays(lesson))
  if (parts.length === 0) return t(`trajectory.says.${phase}`, { code: who })
  return `${who}: ${parts.join(', ')}`

  function saysOf({ kind, trouble }: { kind: SideKind; trouble: Trouble }): string {
    if (trouble === 'no_set') return t(`trajectory.noSetOf.${kind}`)
    return t('trajectory.sideIs', { kind: t(`kind.${kind}`), is: words(trouble, pair?.[kind] ?? null, at) })
  }
}

const areBothThere = ({ home, school }: NonNullable<TrajectoryDetail['pair']>) =>
  home?.presence === 'online' && school?.presence === 'online'
