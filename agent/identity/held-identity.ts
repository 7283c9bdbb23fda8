import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandKey } from '../../protocol/command.ts'
import type { Door, DoorKind } from '../../protocol/doors.ts'
import { writeWhole } from '../memory/whole-file.ts'
import { judgeChain } from './certificate.ts'
import type { IdentityFields, Slot } from './identity-fields.ts'

/** What a connection shows: PEM texts, read when they are needed and kept by nobody. */
export type Credential = { key: string; cert: string }

/** Command keys a set holds, newest first; the newest stay. */
const commandKeysMax = 4

const other: Record<Slot, Slot> = { a: 'b', b: 'a' }

/**
 * An enrolled set's identity on disk: two slots with a key and its certificate, and a file that says which one is in
 * force. Everything is written whole, in an order in which a cut at any point leaves an identity that works.
 */
export class HeldIdentity {
  readonly folder: string
  #fields: IdentityFields
  #saving: Promise<unknown> = Promise.resolve()
  #opening: Promise<string> | undefined
  #shown: Slot | undefined

  constructor(folder: string, fields: IdentityFields) {
    this.folder = folder
    this.#fields = fields
  }

  get deviceId(): string {
    return this.#fields.deviceId
  }
  get label(): string {
    return this.#fields.label
  }
  get stun(): IdentityFields['stun'] {
    return this.#fields.stun
  }
  get root(): string {
    return this.#fields.root
  }
  get commandKeys(): readonly CommandKey[] {
    return this.#fields.commandKeys
  }
  /** The request for the next certificate that has not been answered yet. */
  get request(): IdentityFields['request'] {
    return this.#fields.request
  }
  /** Whether the slot in use has not been welcomed yet. */
  get isOnTrial(): boolean {
    return this.#fields.trial !== null
  }
  /** The slot to connect with: the one on trial comes first. */
  get slot(): Slot {
    return this.#fields.trial ?? this.#fields.current
  }
  /** The slots that hold something. */
  get slots(): readonly Slot[] {
    const { current, trial } = this.#fields
    return trial === null || trial === current ? [current] : [current, trial]
  }

  doors(kinds: readonly DoorKind[]): Door[] {
    return kinds.flatMap(kind => this.#fields.doors.filter(door => door.kind === kind))
  }

  /** The key and certificate of the slot in use. Throws when the disk refuses. */
  async credential(): Promise<Credential> {
    const [key, cert] = await Promise.all(
      ['key.pem', 'chain.pem'].map(name => readFile(this.#file(this.slot, name), 'utf8')),
    )
    return { key: key as string, cert: cert as string }
  }

  /** The credential to connect with; which slot it is from is remembered, for its welcome or refusal. */
  show(): Promise<Credential> {
    this.#shown = this.slot
    return this.credential()
  }

  /** The last connection was welcomed: if it showed the slot on trial, that is the one from here on. Whether it was. */
  async welcomed(): Promise<boolean> {
    if (!this.isOnTrial || this.#shown !== this.slot) return false
    await this.#confirmTrial()
    return true
  }

  /** The last connection was refused: if it showed the slot on trial, back to the other. Whether it did. */
  async refused(): Promise<boolean> {
    if (!this.isOnTrial || this.#shown !== this.slot) return false
    await this.#save({ trial: null })
    return true
  }

  /**
   * The request for the next certificate: the one that waits for its answer, else one with a new key in the slot that
   * is not in use. `makeRequest` makes the key in a file and answers its CSR. Throws when the disk refuses.
   */
  openRequest(makeRequest: (keyFile: string) => Promise<string>): Promise<string> {
    if (this.request) return Promise.resolve(this.request.csr)
    this.#opening ??= this.#makeRequest(makeRequest).finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  /** The answer was a refusal that another try with this key cannot change. */
  dropRequest(): Promise<void> {
    return this.#save({ request: null })
  }

  /** Takes the answer to the open request; its slot is then on trial. Undefined when that worked, else why not. */
  async takeChain(chain: string): Promise<string | undefined> {
    const { request, deviceId, root } = this.#fields
    if (!request) return 'nothing was asked for'
    const key = await readFile(this.#file(request.slot, 'key.pem'), 'utf8')
    const judged = judgeChain(chain, { key, deviceId, root })
    if (!judged.ok) return judged.why
    await writeWhole(join(this.folder, request.slot), [this.#file(request.slot, 'chain.pem')], chain)
    await this.#save({ trial: request.slot, request: null })
    return undefined
  }

  /** One more public key of the control plane. */
  addCommandKey(key: CommandKey): Promise<void> {
    const others = this.#fields.commandKeys.filter(held => held.kid !== key.kid)
    return this.#save({ commandKeys: [key, ...others].slice(0, commandKeysMax) })
  }

  /** The key is on disk before the request is known: a cut in between only makes another key. */
  async #makeRequest(makeRequest: (keyFile: string) => Promise<string>): Promise<string> {
    await this.#confirmTrial()
    const slot = other[this.slot]
    await makeSlot(this.folder, slot)
    const csr = await makeRequest(this.#file(slot, 'key.pem'))
    await this.#save({ request: { slot, csr } })
    return csr
  }

  async #confirmTrial(): Promise<void> {
    const { trial } = this.#fields
    if (trial !== null) await this.#save({ current: trial, trial: null })
  }

  #file(slot: Slot, name: string): string {
    return join(this.folder, slot, name)
  }

  #save(change: Partial<IdentityFields>): Promise<void> {
    const saving = this.#saving.then(async () => {
      const next = { ...this.#fields, ...change }
      await writeIdentity(this.folder, next)
      this.#fields = next
    })
    this.#saving = saving.catch(() => undefined)
    return saving
  }
}

/** The folder of a slot, closed to others. */
export async function makeSlot(folder: string, slot: Slot): Promise<void> {
  await mkdir(join(folder, slot), { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
}

export function writeIdentity(folder: string, fields: IdentityFields): Promise<void> {
  return writeWhole(folder, [join(folder, 'identity.json')], `${JSON.stringify(fields, null, 2)}\n`)
}
