import type { Changes } from '../../platform/changes/rules.ts'
import type { Wanted } from '../judge/actions.ts'

/** What makes somebody wait is judged at once; what a report brings, with the next beat. */
const soonKinds = [
  'facts',
  'presence',
  'device',
  'trajectory',
  'lessons',
  'help',
  'check',
  'incident',
  'rules',
] as const
/** A report waits so long for others to be judged with it. */
export const laterMs = 5000

export type Touched = ReturnType<typeof openTouched>

/** Names of sets and trajectories by which something may be otherwise. At the start everything may. */
export function openTouched() {
  let soon = new Set<string>()
  let later = new Set<string>()
  let laterSince = Infinity
  let isAll = true

  return {
    /** Whether it is to be judged at once. */
    see(changes: Changes): boolean {
      for (const kind of soonKinds) {
        const names = changes[kind]
        if (names === 'all') isAll = true
        else for (const name of names ?? []) soon.add(name)
      }
      const reported = changes.report
      if (reported === 'all') isAll = true
      else for (const name of reported ?? []) later.add(name)
      if (later.size > 0) laterSince = Math.min(laterSince, performance.now())
      return soon.size > 0 || isAll
    },
    isSoon: () => soon.size > 0 || isAll,
    isLater: () => later.size > 0,
    /** Nothing waits for others any more. */
    hurry(): void {
      laterSince = -Infinity
    },
    /** With those that are due; undefined: nothing. */
    take(due: readonly string[]): Wanted | undefined {
      if (performance.now() - laterSince >= laterMs) {
        for (const name of later) soon.add(name)
        later = new Set()
        laterSince = Infinity
      }
      const names = [...new Set([...soon, ...due])]
      const wanted = isAll ? ('all' as const) : { codes: names, labels: names }
      const isNothing = !isAll && names.length === 0
      soon = new Set()
      isAll = false
      return isNothing ? undefined : wanted
    },
    giveBack(wanted: Wanted): void {
      if (wanted === 'all') isAll = true
      else for (const name of wanted.labels) soon.add(name)
    },
  }
}
