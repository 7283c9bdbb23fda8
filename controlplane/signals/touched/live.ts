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
  const later = new Set<string>()
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
    /** Some of it has waited long enough. */
    isWaiting: () => later.size > 0 && performance.now() - laterSince >= laterMs,
    /** Nothing waits for others any more. */
    hurry(): void {
      laterSince = -Infinity
    },
    /** What somebody may wait for; undefined: nothing. */
    takeSoon(): Wanted | undefined {
      const wanted = isAll ? ('all' as const) : wantedOf([...soon])
      soon = new Set()
      isAll = false
      return wanted
    },
    /** What may wait, with those that are due, at most so many names; undefined: nothing. */
    takeLater(due: readonly string[], most: number): Wanted | undefined {
      const waited = performance.now() - laterSince >= laterMs ? [...later] : []
      const names = [...new Set([...due, ...waited])].slice(0, most)
      for (const name of names) later.delete(name)
      if (later.size === 0) laterSince = Infinity
      return wantedOf(names)
    },
    giveBack(wanted: Wanted): void {
      if (wanted === 'all') isAll = true
      else for (const name of wanted.labels) soon.add(name)
    },
  }
}

/** A name is that of a trajectory or of a set; which, nobody need know. */
function wantedOf(names: readonly string[]): Wanted | undefined {
  return names.length > 0 ? { codes: names, labels: names } : undefined
}
