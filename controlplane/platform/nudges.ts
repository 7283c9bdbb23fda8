import type { Changes } from './changes/rules.ts'

/** How long changes are gathered before they are told, and how many ids of a kind are told by name. */
const nudgeEveryMs = 200
const nudgeIdsMax = 500

type Gathered = Record<string, string[] | 'many'>

/** Says "this changed" to whoever looks; carries kinds and ids only, so that there is one way to read. */
export type Nudges = {
  /** Remember what changed; told together at the next turn. */
  tell(changes: Changes): void
  /** See every change at once, for who acts on it. Returns how to stop. */
  watch(see: (changes: Changes) => void): () => void
  /** Hear every turn that has something to tell. Returns how to stop hearing. */
  listen(hear: (gathered: Gathered) => void): () => void
  stop(): void
}

export function startNudges(): Nudges {
  const watchers = new Set<(changes: Changes) => void>()
  const listeners = new Set<(gathered: Gathered) => void>()
  const waiting = new Map<string, Set<string> | 'many'>()

  function add(kind: string, ids: readonly string[] | 'all'): void {
    const known = ids === 'all' ? 'many' : (waiting.get(kind) ?? new Set())
    if (ids === 'all' || known === 'many') {
      waiting.set(kind, 'many')
      return
    }
    for (const id of ids) if (known.size <= nudgeIdsMax) known.add(id)
    if (known.size > 0) waiting.set(kind, known)
  }

  function pass(): void {
    if (waiting.size === 0) return
    const gathered: Gathered = {}
    for (const [kind, ids] of waiting)
      gathered[kind] = ids === 'many' || ids.size > nudgeIdsMax ? 'many' : [...ids]
    waiting.clear()
    for (const hear of listeners) hear(gathered)
  }
  const timer = setInterval(pass, nudgeEveryMs)

  return {
    tell(changes) {
      for (const see of watchers) see(changes)
      // Nobody looks: nothing to remember, for a screen that opens reads everything.
      if (listeners.size > 0) for (const [kind, ids] of Object.entries(changes)) add(kind, ids)
    },
    watch(see) {
      watchers.add(see)
      return () => watchers.delete(see)
    },
    listen(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    stop: () => clearInterval(timer),
  }
}
