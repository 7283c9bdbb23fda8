import Type from 'typebox'
import { Check } from 'typebox/schema'
import { Command, commandLeewaySeconds } from '../../protocol/command.ts'
import { type HandsCode, HandsCommand } from '../../protocol/hands.ts'

/** What the hands know by themselves when they judge a command. */
export type Known = {
  deviceId: string
  /** the set's clock, s since 1970 UTC, which somebody may have set */
  now: number
  /** commands that were run before */
  used: { has: (id: string) => boolean; highestIat: number }
}

type Judged = { command: HandsCommand } | { id: string | null; code: HandsCode }

const { id, iat, nbf, exp } = Command.properties
const Dated = Type.Object({ id, iat, nbf, exp })

/**
 * Whether what the control plane signed is to be done, here and now. What it signed later was run already: an older one
 * is stale, and the time is never before that, whatever the clock says.
 */
export function judgeCommand(payload: unknown, { deviceId, now, used }: Known): Judged {
  if (!Check(Dated, payload)) return { id: null, code: 'unreadable' }
  const refuse = (code: HandsCode) => ({ id: payload.id, code })
  if ((payload as Partial<Command>).device !== deviceId) return refuse('other_device')
  if (!Check(HandsCommand, payload)) return refuse('unknown_command')
  if (used.has(payload.id)) return refuse('repeated')
  if (payload.iat <= used.highestIat) return refuse('stale')
  const known = Math.max(now, used.highestIat)
  // A number that is taken from far ahead would make all that follow stale.
  if (known < Math.max(payload.nbf, payload.iat) - commandLeewaySeconds) return refuse('too_early')
  if (known > payload.exp + commandLeewaySeconds) return refuse('expired')
  return { command: payload }
}
