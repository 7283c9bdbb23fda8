import type { CallFact } from '../../protocol/call.ts'
import type { UnreadableReason } from '../../protocol/facts.ts'
import type { Bytes } from '../link/own-traffic.ts'
import type { Read } from './asking.ts'
import { type Carried, flowOverMs, judgeCall, judgeFlows, type Seen } from './call-judging.ts'
import type { Outward, Traffic } from './network.ts'

export type CallParts = {
  /** what the desktop part sees of the call application */
  seen: () => Read<Seen>
  outward: () => Promise<Read<Outward>>
  /** what an interface has carried */
  traffic: (name: string) => Promise<Read<Traffic>>
  /** what the agent itself has moved */
  own: () => Bytes
  steady: () => number
  /** ms since 1970 UTC by the set's clock */
  now: () => number
}

/** The fact, and why it says `unknown`. */
export type Call = { fact: CallFact; reason: UnreadableReason | undefined }

/** Watches for a call while it may be known of. `forget` leaves no trace of it. */
export function watchCall(parts: CallParts): { look: () => Promise<Call>; forget: () => void } {
  let fact: CallFact | undefined
  let moments: Carried[] = []
  return {
    look: async () => {
      const seen = parts.seen()
      const holds = seen.ok && seen.value.holds !== false
      const carried = holds ? await readCarried(parts) : undefined
      moments = carried ? withNext(moments, carried) : []
      const flows = carried && judgeFlows(moments[0], carried)
      const { app, media } = judgeCall(seen, flows)
      if (fact?.app !== app || fact.media !== media) fact = { app, media, since: Math.round(parts.now()) }
      return { fact, reason: seen.ok ? undefined : seen.reason }
    },
    forget: () => {
      fact = undefined
      moments = []
    },
  }
}

/** The moments since the last that is old enough to be compared with. */
function withNext(moments: readonly Carried[], next: Carried): Carried[] {
  const all = [...moments, next]
  const from = all.findLastIndex(({ atMs }) => next.atMs - atMs >= flowOverMs)
  return all.slice(Math.max(0, from))
}

async function readCarried({ outward, traffic, own, steady }: CallParts): Promise<Carried | undefined> {
  const way = await outward()
  if (!way.ok || way.value.name === '') return undefined
  const read = await traffic(way.value.name)
  if (!read.ok) return undefined
  const { rx, tx } = read.value
  return { interface: way.value.name, whole: { rx, tx }, own: own(), atMs: steady() }
}
