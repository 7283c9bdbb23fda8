import type { Static } from 'typebox'
import type { SearchAnswer, TicketHits } from '../../overview/locations/api.ts'

/** What was found of every kind. */
export type Answer = Static<typeof SearchAnswer> & TicketHits
type Kind = keyof Answer

const hitKinds = ['trajectories', 'sets', 'locations', 'tickets'] as const satisfies readonly Kind[]

/**
 * The kinds in the order in which they are meant: a whole code stands first; trajectories that were only found through
 * their set or their school stand behind those.
 */
export function kindsInOrder(answer: Answer, text: string): readonly Kind[] {
  const typed = short(text)
  const isExact: Record<Kind, boolean> = {
    trajectories: answer.trajectories.some(({ code }) => short(code) === typed),
    sets: answer.sets.some(({ label }) => short(label) === typed),
    locations: answer.locations.some(({ code }) => short(code) === typed),
    tickets: answer.tickets.some(({ no }) => String(no) === typed),
  }
  const isThrough = (by: 'set' | 'place') =>
    answer.trajectories.length > 0 && answer.trajectories.every(({ foundBy }) => foundBy === by)
  const usual: readonly Kind[] = isThrough('set')
    ? ['sets', 'trajectories', 'locations', 'tickets']
    : isThrough('place')
      ? ['locations', 'trajectories', 'sets', 'tickets']
      : hitKinds
  return usual.toSorted((a, b) => Number(isExact[b]) - Number(isExact[a]))
}

/** KS-0031, ks 31 and KS0031 are one. */
function short(text: string): string {
  return text
    .toUpperCase()
    .replace(/(\D)0+(?=\d)/g, '$1')
    .replace(/[^A-Z\d]/g, '')
}
