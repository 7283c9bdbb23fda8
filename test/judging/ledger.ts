import type { Effect } from '../../controlplane/signals/judge/rules.ts'
import type { Priority, Symptom } from '../../controlplane/tickets/symptom/rules.ts'

/** A ticket as the tests keep it, by what effects say; times in ms since 1970 UTC. */
export type LedgerTicket = {
  group: string
  openedAt: number
  priority: Priority
  first: Priority
  symptom: Symptom
  /** Null: it is open. Nobody touches one here, so what heals is over. */
  healedAt: number | null
  reopened: number
  raised: number
}

/** What became of a ticket, and when. */
export type LedgerEvent = {
  at: number
  group: string
  what: 'new' | 'reopened' | 'raised'
  symptom: Symptom
  priority: Priority
}

/** What was over for so long comes back as a new ticket: five school days, a weekend in them. */
const reopenMs = 7 * 86_400_000

/** Follows the effects of looks by group key, one open ticket a key. */
export class Ledger {
  readonly tickets: LedgerTicket[] = []
  readonly events: LedgerEvent[] = []
  readonly #last = new Map<string, LedgerTicket>()

  follow(effects: readonly Effect[], now: number): void {
    for (const effect of effects) {
      if (effect.do === 'ticket') this.#call(effect, now)
      if (effect.do === 'heal') this.#heal(effect.group, now)
    }
  }

  /** Groups whose ticket is not over. */
  open(): string[] {
    return [...this.#last.values()].filter(({ healedAt }) => healedAt === null).map(({ group }) => group)
  }

  #call({ group, incident: { severity, symptom } }: Extract<Effect, { do: 'ticket' }>, now: number): void {
    if (severity === null) throw new Error(`a ticket for ${group} without a priority`)
    const last = this.#last.get(group)
    if (last === undefined || (last.healedAt !== null && now - last.healedAt > reopenMs)) {
      const common = { group, openedAt: now, symptom, healedAt: null, reopened: 0, raised: 0 }
      const ticket: LedgerTicket = { ...common, priority: severity, first: severity }
      this.#last.set(group, ticket)
      this.tickets.push(ticket)
      this.events.push({ at: now, group, what: 'new', symptom, priority: severity })
      return
    }
    if (last.healedAt !== null) {
      this.events.push({ at: now, group, what: 'reopened', symptom, priority: severity })
      Object.assign(last, { healedAt: null, reopened: last.reopened + 1, priority: severity, symptom })
    } else if (severity < last.priority) {
      this.events.push({ at: now, group, what: 'raised', symptom, priority: severity })
      Object.assign(last, { raised: last.raised + 1, priority: severity, symptom })
    }
  }

  #heal(group: string, now: number): void {
    const last = this.#last.get(group)
    if (last) last.healedAt ??= now
  }
}
