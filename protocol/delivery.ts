import type { TSchema } from 'typebox'
import { enveloped } from './envelope.ts'

/**
 * As what a numbered message waits on a set: help leaves first and never gives way, then facts; numbers newest first, and
 * they give way first.
 */
export type WaitsAs = 'help' | 'fact' | 'number'

/** What a set says once, with `seq` 0; never acknowledged. `bytesMax`: of the whole payload. */
export function direct<Body extends TSchema>(bytesMax: number, body: Body, says: string) {
  return { delivery: 'direct', bytesMax, body, schema: enveloped(body), says } as const
}

/** What a set says until an `ack` names it as stored; it waits in the outbox. `bytesMax`: of the whole payload. */
export function numbered<Body extends TSchema>(waitsAs: WaitsAs, bytesMax: number, body: Body, says: string) {
  return { delivery: 'numbered', waitsAs, bytesMax, body, schema: enveloped(body), says } as const
}

/** What the control plane says; a set that is away hears it in answer to its `hello`. */
export function told<Payload extends TSchema>(bytesMax: number, schema: Payload, says: string) {
  return { delivery: 'direct', bytesMax, schema, says } as const
}
