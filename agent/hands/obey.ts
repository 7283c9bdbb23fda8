import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Check } from 'typebox/schema'
import { type CommandKey, CommandKeyNotice } from '../../protocol/command.ts'
import type { HandsAnswer, HandsCode } from '../../protocol/hands.ts'
import { verifySigned } from '../orders/signature.ts'
import { act } from './acts.ts'
import { readAsked } from './asked.ts'
import { judgeCommand } from './judging.ts'
import { type Machine, placesOf } from './machine.ts'
import { whyNotRootOnly } from './root-only.ts'
import { readTrust, type Trust, trustFile, writeTrust } from './trust.ts'
import { markUsed, readUsed } from './used.ts'

type Held = { state: string; used: string; trust: Trust }

/** Reads one command, judges all of it, does it, and says how that went. */
export async function obey(from: Readable, machine: Machine): Promise<HandsAnswer> {
  const held = await readHeld(machine).catch((error: Error) => {
    machine.say(error.message)
    return 'failed' as const
  })
  if (typeof held === 'string') return { id: null, code: held }
  const asked = await readAsked(from)
  if ('code' in asked) return { id: null, code: asked.code }
  const verified = await verifySigned(asked.jws, held.trust.keys)
  if ('rejection' in verified) return { id: null, code: verified.rejection }
  const { payload } = verified
  if (Check(CommandKeyNotice, payload)) return { id: null, code: await takeKey(payload.key, held) }
  return obeyCommand(payload, held, machine)
}

/** What they know by themselves, from places that nobody else writes. */
async function readHeld({ root, say }: Machine): Promise<Held | HandsCode> {
  const { state } = placesOf(root)
  const file = trustFile(state)
  const used = join(state, 'used')
  // A link to nowhere is there, too.
  const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined
  if (!isThere(state)) return 'not_set_up'
  for (const place of [state, file, used].filter(isThere)) {
    const why = whyNotRootOnly(place)
    if (why === undefined) continue
    say(why)
    return 'insecure'
  }
  const trust = await readTrust(file)
  return trust ? { state, used, trust } : 'not_set_up'
}

/** One that is held stays where it is. */
async function takeKey(key: CommandKey, { state, trust }: Held): Promise<HandsCode> {
  if (trust.keys.some(({ kid }) => kid === key.kid)) return 'repeated'
  await writeTrust(trustFile(state), { ...trust, keys: [key, ...trust.keys] })
  return 'done'
}

async function obeyCommand(payload: unknown, held: Held, machine: Machine): Promise<HandsAnswer> {
  const { deviceId } = held.trust
  const used = await readUsed(held.used)
  const judged = judgeCommand(payload, { deviceId, now: machine.now() / 1000, used })
  if ('code' in judged) return judged
  const { id, body } = judged.command
  try {
    if (!(await markUsed(held.used, judged.command))) return { id, code: 'repeated' }
    return { id, code: await act(body, machine) }
  } catch (error) {
    machine.say(`${body.act}: ${error instanceof Error ? error.message : error}`)
    return { id, code: 'failed' }
  }
}
