import type { ReplayAnswer } from './replayAnswer.ts'

/** How often a rule fired of one pair, or of one set that serves nobody. `first`: ms since 1970 UTC. */
export type PlayedPair = {
  subject: string
  kind: 'trajectories' | 'sets'
  code: string
  today: number
  edited: number
  first: number
}

/** Of whom it fired: where the two differ most first, then who has it most. */
export function playedPairs({ today, edited }: Pick<ReplayAnswer, 'today' | 'edited'>): PlayedPair[] {
  const runs = [
    ...today.runs.map(run => ({ ...run, isToday: true })),
    ...edited.runs.map(run => ({ ...run, isToday: false })),
  ]
  const pairs = [...Map.groupBy(runs, ({ subject }) => subject)].map(([subject, own]): PlayedPair => {
    const [kind = '', code = subject] = subject.split(':')
    const ofToday = own.filter(({ isToday }) => isToday).length
    return {
      subject,
      kind: kind === 'set' ? 'sets' : 'trajectories',
      code,
      today: ofToday,
      edited: own.length - ofToday,
      first: Math.min(...own.map(({ from }) => from)),
    }
  })
  const differs = (pair: PlayedPair) => Math.abs(pair.today - pair.edited)
  return pairs.sort((a, b) => differs(b) - differs(a) || b.today - a.today || a.code.localeCompare(b.code))
}
