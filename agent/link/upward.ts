import type { NumberedKind, UpwardBody, UpwardKind } from '../../protocol/messages.ts'
import { protocolVersion } from '../../protocol/version.ts'
import type { Clock } from '../clock.ts'
import type { Message } from '../memory/outbox/outbox.ts'

/** The payload of a numbered message as it was queued. */
export function encodeNumbered({ epoch, seq, at, up, body }: Message): string {
  return `{"v":${protocolVersion},"epoch":${epoch},"seq":${seq},"at":${at},"up":${up},"body":${body}}`
}

/** The payload of a message that is sent once and never acknowledged. */
export function encodeDirect<Kind extends Exclude<UpwardKind, NumberedKind>>(
  epoch: number,
  body: UpwardBody[Kind],
  clock: Clock,
): string {
  return JSON.stringify({ v: protocolVersion, epoch, seq: 0, at: clock.now(), up: clock.up(), body })
}
