import type { Parent } from '../../controlplane/signals/incident/rules.ts'
import { type Effect, type Held, judgeSighted, nothingHeld } from '../../controlplane/signals/judge/rules.ts'
import type { RuleSettings } from '../../controlplane/signals/settings/rules.ts'
import { type Counted, seeStorms } from '../../controlplane/signals/storm/rules.ts'

/** Storms as they are held over a year: what is on, what was, and who went in it. */
export class Storms {
  readonly parents = new Map<string, Parent>()
  /** When to look again, ms since 1970 UTC. */
  dueAt: number | undefined
  readonly #held = new Map<string, Held>()
  readonly #members = new Map<string, readonly string[]>()
  readonly #settings: RuleSettings

  constructor(settings: RuleSettings) {
    this.#settings = settings
  }

  get isCalm(): boolean {
    return [...this.#held.values()].every(({ signals }) => Object.keys(signals).length === 0)
  }

  /** Judges the widest first. Returns what follows. */
  judge(counted: readonly Counted[], now: number): readonly Effect[] {
    const effects: Effect[] = []
    let dueAt = Number.POSITIVE_INFINITY
    const order = ['storm_platform', 'storm_provider', 'storm_location']
    const sights = seeStorms(counted, this.#members, this.#settings, now)
    for (const { key, rule, seen, gone } of sights.toSorted(
      (a, b) => order.indexOf(a.rule) - order.indexOf(b.rule),
    )) {
      const held = this.#held.get(key) ?? nothingHeld
      if (!seen.holds && held === nothingHeld) continue
      const sighted = [{ key: `${key}/${rule}`, rule, set: null, side: null, group: key, seen }]
      const wider =
        key === 'platform/storm'
          ? []
          : [...this.parents].filter(([other]) => other !== key && isWider(other, key))
      const judged = judgeSighted(sighted, held, {
        base: key,
        settings: this.#settings,
        parents: wider.map(([, parent]) => parent),
        isMaintenance: false,
        column: 'lesson',
        missed: [],
        now,
      })
      effects.push(...judged.effects)
      this.#keep(
        key,
        judged.held,
        gone.map(({ label }) => label),
      )
      dueAt = Math.min(dueAt, judged.dueAt ?? Number.POSITIVE_INFINITY)
    }
    this.dueAt = Number.isFinite(dueAt) ? dueAt : undefined
    return effects
  }

  #keep(key: string, held: Held, gone: readonly string[]): void {
    const incident = held.incidents[key]
    const isOn = incident !== undefined && incident.state !== 'resolved'
    if (isOn) {
      this.#members.set(key, [...new Set([...(this.#members.get(key) ?? []), ...gone])])
      this.parents.set(key, { key, since: incident.openedAt, resolvedAt: null })
    } else {
      this.#members.delete(key)
      if (incident) this.parents.set(key, { key, since: incident.openedAt, resolvedAt: incident.resolvedAt })
    }
    const named = incident ? { ...held, incidents: { [key]: { ...incident, id: key } } } : held
    if (Object.keys(held.signals).length > 0 || incident) this.#held.set(key, named)
    else this.#held.delete(key)
  }

  /** Those that are on, or were so lately that their sets still have time to come back. */
  over(keys: readonly string[], now: number): Parent[] {
    return keys.flatMap(key => {
      const parent = this.parents.get(key)
      return parent && (parent.resolvedAt === null || now - parent.resolvedAt <= 3_600_000) ? [parent] : []
    })
  }
}

const width = (key: string) => ['location', 'provider', 'platform'].findIndex(each => key.startsWith(each))
/** Every wider storm that is on explains a narrower one: in these worlds each place hangs on each of them. */
const isWider = (other: string, key: string) => width(other) > width(key)
