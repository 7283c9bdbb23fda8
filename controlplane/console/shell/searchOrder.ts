import type { Static } from 'typebox'
import type { SearchAnswer } from '../../overview/locations/api.ts'
import { codesMeant, labelsMeant } from '../../overview/search/rules.ts'

type Answer = Static<typeof SearchAnswer>
type Kind = keyof Answer

const hitKinds = ['trajectories', 'sets', 'locations'] as const satisfies readonly Kind[]

/**
 * The kinds in the order in which they are meant: a whole code stands first; trajectories that were only found through
 * their set or their school stand behind those.
 */
export function kindsInOrder(answer: Answer, text: string): readonly Kind[] {
  const typed = text.trim().toUpperCase()
  const [codes, labels] = [codesMeant(text), labelsMeant(text)]
  const isExact: Record<Kind, boolean> = {
    trajectories: answer.trajectories.some(({ code }) => code === typed || codes.includes(code)),
    sets: answer.sets.some(({ label }) => label.toUpperCase() === typed || labels.includes(label)),
    locations: answer.locations.some(({ code }) => code === typed),
  }
  const isThrough = (by: 'set' | 'place') =>
    answer.trajectories.length > 0 && answer.trajectories.every(({ foundBy }) => foundBy === by)
  const usual: readonly Kind[] = isThrough('set')
    ? ['sets', 'trajectories', 'locations']
    : isThrough('place')
      ? ['locations', 'trajectories', 'sets']
      : hitKinds
  return usual.toSorted((a, b) => Number(isExact[b]) - Number(isExact[a]))
}
