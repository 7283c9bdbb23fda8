import type { CallFact } from '../../protocol/call.ts'
import type { Bytes } from '../link/own-traffic.ts'
import type { Read } from './asking.ts'

/** In either direction a call carries at least this much. */
const callBitsPerSecond = 50_000
/** Speech comes in bursts: what flows is judged over so long. */
export const flowOverMs = 10_000

/** What an interface and the agent had carried at one moment. */
export type Carried = { interface: string; whole: Bytes; own: Bytes; atMs: number }
/** Whether what a call needs flows in and out. */
export type Flows = { in: boolean; out: boolean }

/** The call application as the desktop part sees it; `holds`: camera or microphone, null = unknown. */
export type Seen = { app: 'running' | 'stopped'; holds: boolean | null }

/** What flows beside the agent; undefined: too short a time, another interface, or a count that was begun anew. */
export function judgeFlows(before: Carried | undefined, after: Carried): Flows | undefined {
  if (!before || before.interface !== after.interface) return undefined
  const seconds = (after.atMs - before.atMs) / 1000
  const whole = { rx: after.whole.rx - before.whole.rx, tx: after.whole.tx - before.whole.tx }
  if (seconds * 1000 < flowOverMs || whole.rx < 0 || whole.tx < 0) return undefined
  const flows = (of: 'rx' | 'tx') =>
    (8 * (whole[of] - (after.own[of] - before.own[of]))) / seconds >= callBitsPerSecond
  return { in: flows('rx'), out: flows('tx') }
}

/**
 * A call is on in the directions in which something flows while the application holds camera or microphone. What
 * cannot be told is `unknown`, never "no call".
 */
export function judgeCall(seen: Read<Seen>, flows: Flows | undefined): Pick<CallFact, 'app' | 'media'> {
  if (!seen.ok) return { app: 'unknown', media: 'unknown' }
  const { app, holds } = seen.value
  if (app === 'stopped' || holds === false) return { app, media: 'none' }
  if (holds === null || !flows) return { app, media: 'unknown' }
  const media = flows.in ? (flows.out ? 'both' : 'in') : flows.out ? 'out' : 'none'
  return { app, media }
}
