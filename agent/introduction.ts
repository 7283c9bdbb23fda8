import type { Facts } from '../protocol/facts.ts'
import type { HelloBody } from '../protocol/presence.ts'
import { protocolVersion, understoodVersions } from '../protocol/version.ts'
import type { Lessons } from './lessons/lessons.ts'
import type { Outbox } from './memory/outbox/outbox.ts'
import type { SavedState } from './memory/saved-state.ts'

export type Identified = {
  versions: { agent: string; runtime: string; system: string | null }
  /** a practice set: says so in its facts and in every report */
  simulated: boolean
}

/** Facts that hold for the whole run. */
export function constantFacts({ versions, simulated }: Identified): Facts {
  return {
    versions: { ...versions, protocol: protocolVersion },
    ...(simulated ? { simulated } : {}),
  }
}

type Now = { startedAt: number; connection: number; facts: Facts; lessons: Lessons }

/** How a set says who it is, at every connection. */
export function hello(
  { outbox, savedState }: { outbox: Outbox; savedState: SavedState },
  { startedAt, connection, facts, lessons }: Now,
): HelloBody {
  return {
    versions: { ...understoodVersions },
    capabilities: [],
    boot_id: savedState.state.bootId,
    agent_started_at: startedAt,
    cause: savedState.cause,
    connection,
    oldest: outbox.oldest() ?? null,
    last_seq: outbox.lastSeq,
    outbox: { depth: outbox.depth, dropped: outbox.dropped },
    facts,
    ...(lessons.held ? { lessons_revision: lessons.held.revision } : {}),
  }
}
