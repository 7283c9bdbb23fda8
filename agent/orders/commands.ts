import { Check } from 'typebox/schema'
import {
  type AnswerBody,
  Command,
  type CommandKey,
  CommandKeyNotice,
  commandLeewaySeconds,
  type Rejection,
  type SignedBody,
  type SignedKind,
  signedBodies,
} from '../../protocol/command.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import type { MessageBody } from '../../protocol/message.ts'
import { type Log, reasonOf } from '../log.ts'
import { CommandMemory } from './command-memory.ts'
import type { Came, RemoteDeed } from './remote-acts.ts'
import { verifySigned } from './signature.ts'

export type CommandParts = {
  deviceId: string
  /** public keys of the control plane that this set holds */
  keys: () => readonly CommandKey[]
  addKey: (key: CommandKey) => Promise<void>
  /** looks the set over and tells what it found; false: that could not be kept */
  check: () => Promise<boolean>
  takeLessons: (lessons: LessonsBody) => Promise<void>
  /** whether that is news */
  takeMessage: (message: MessageBody) => boolean
  /** where the ids of what was run are kept */
  memoryFile: string
  /** ms since 1970 UTC by the control plane's clock, as far as it is known */
  serverNow: () => number
  /** a time that the control plane signed, ms since 1970 UTC; left out: nobody asks */
  onSigned?: (at: number) => void
  /** what was done, or refused, from afar; left out: nobody keeps it */
  onAct?: (deed: RemoteDeed | null, came: Came) => void
  log: Log
}

/** Commands that wait for their turn: all that one hello may lead to. More come from who wants to tire the set out. */
const waitingMax = 40

type Rejected = { id: string | null; rejection: Rejection }
type Signed<Kind extends SignedKind> = Command & { body: SignedBody<Kind> }

/** Checks what the control plane commands, runs it once, and says how it went. One at a time. */
export class Commands {
  readonly #parts: CommandParts
  #memory: Promise<CommandMemory> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(parts: CommandParts) {
    this.#parts = parts
  }

  /** The answer to a signed question; undefined when the disk refuses its id or what it leads to. */
  ask(jws: string): Promise<AnswerBody | undefined> {
    return this.#inTurn(() => this.#ask(jws))
  }

  /** When there are lessons; what is not signed for this set, or was heard before, changes nothing. */
  async lessons(jws: string): Promise<void> {
    await this.#inTurn(async () => {
      const judged = await this.#judge(jws, 'lessons')
      if ('rejection' in judged) this.#warn(judged)
      else {
        await this.#parts.takeLessons(judged.body)
        this.#parts.onAct?.('lessons', 'done')
      }
    })
  }

  /** Something for who sits there; what is not signed for this set changes nothing, what was heard before is no act. */
  async message(jws: string): Promise<void> {
    await this.#inTurn(async () => {
      const judged = await this.#judge(jws, 'message')
      if ('rejection' in judged) this.#warn(judged)
      else if (this.#parts.takeMessage(judged.body)) this.#parts.onAct?.('message', 'done')
    })
  }

  /** A new public key, signed by one that is held; anything else changes nothing. */
  async hearKey(jws: string): Promise<void> {
    if (this.#parts.keys().some(({ kid }) => kid === announcedKid(jws))) return
    await this.#inTurn(() => this.#hearKey(jws))
  }

  async #ask(jws: string): Promise<AnswerBody | undefined> {
    const judged = await this.#judge(jws, 'ask')
    if ('rejection' in judged) {
      this.#warn(judged)
      return { ...judged, outcome: 'rejected' }
    }
    const { question } = judged.body
    this.#parts.log('info', 'asked', { question })
    // What a ping asks is to be asked.
    if (question === 'check' && !(await this.#parts.check())) return undefined
    this.#parts.onAct?.(question, 'done')
    return { id: judged.id, outcome: 'done' }
  }

  #warn({ rejection }: Rejected): void {
    this.#parts.log('warn', 'a command is rejected', { why: rejection })
    this.#parts.onAct?.(null, rejection)
  }

  async #judge<Kind extends SignedKind>(jws: string, kind: Kind): Promise<Signed<Kind> | Rejected> {
    const verified = await verifySigned(jws, this.#parts.keys())
    if ('rejection' in verified) return { id: null, ...verified }
    const command = verified.payload
    const { id, device, iat, nbf, exp } = (command ?? {}) as Partial<Command>
    const reject = (rejection: Rejection): Rejected => ({ id: isUuid(id) ? id : null, rejection })
    if (!isUuid(id) || iat === undefined || nbf === undefined || exp === undefined)
      return reject('unreadable')
    if (device !== this.#parts.deviceId) return reject('other_device')
    if (!isKnown(command, kind)) return reject('unknown_command')
    const memory = await this.#openMemory()
    if (memory.has(id)) return reject('repeated')
    // The line may say any time, also one at which an old command was still good.
    const now = Math.max(this.#parts.serverNow() / 1000, memory.signedAt)
    if (now < nbf - commandLeewaySeconds) return reject('too_early')
    if (now > exp + commandLeewaySeconds) return reject('expired')
    const signedAt = Math.max(iat, nbf)
    await memory.remember(id, signedAt)
    this.#parts.onSigned?.(signedAt * 1000)
    return command
  }

  /** The highest time that the control plane signed, ms since 1970 UTC, also in an earlier run; 0: none. */
  async signedAt(): Promise<number> {
    return (await this.#openMemory()).signedAt * 1000
  }

  async #hearKey(jws: string): Promise<void> {
    const { log, addKey } = this.#parts
    const verified = await verifySigned(jws, this.#parts.keys())
    if ('rejection' in verified || !Check(CommandKeyNotice, verified.payload)) {
      const why = 'rejection' in verified ? verified.rejection : 'unreadable'
      return log('warn', 'a command key is not taken', { why })
    }
    const { kid, kty, crv, x } = verified.payload.key
    await addKey({ kid, kty, crv, x })
    log('info', 'a new command key', { kid })
    this.#parts.onAct?.('command_key', 'done')
  }

  #openMemory(): Promise<CommandMemory> {
    this.#memory ??= CommandMemory.open(this.#parts.memoryFile, this.#parts.log)
    return this.#memory
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#waiting >= waitingMax) return undefined
    this.#waiting += 1
    const result = this.#turn.then(work).catch(error => {
      this.#parts.log('error', 'a command could not be run', { why: reasonOf(error) })
      return undefined
    })
    this.#turn = result
    return result.finally(() => {
      this.#waiting -= 1
    })
  }
}

/** The kid a notice speaks of, unverified: only to tell that it is held already. */
function announcedKid(jws: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return Check(CommandKeyNotice, payload) ? payload.key.kid : undefined
  } catch {
    return undefined
  }
}

function isUuid(id: unknown): id is string {
  return Check(Command.properties.id, id)
}

function isKnown<Kind extends SignedKind>(command: unknown, kind: Kind): command is Signed<Kind> {
  return Check(Command, command) && command.kind === kind && Check(signedBodies[kind], command.body)
}
