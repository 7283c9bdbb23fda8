import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EnrolAnswer, setDoorPaths } from '../../protocol/enrolment.ts'
import type { EnrolmentCode } from '../../protocol/enrolment-code.ts'
import { askSetDoor } from '../link/set-door.ts'
import { writeWhole } from '../memory/whole-file.ts'
import { judgeChain } from './certificate.ts'
import { foreignWords, oddWords, refusedWords, shutWords, type Where } from './enrolment-words.ts'
import { readableFingerprint } from './fingerprint.ts'
import { makeSlot, writeIdentity } from './held-identity.ts'
import { identityFolder, isRegistered } from './identity.ts'
import type { IdentityFields } from './identity-fields.ts'
import { findPresentedRoot } from './presented-root.ts'

export type EnrolmentParts = {
  /** the folder of this set; what is made lies in `identity/` below it */
  directory: string
  code: EnrolmentCode
  /** makes a key in a file and answers its CSR */
  makeRequest: (keyFile: string) => Promise<string>
  /** a line for each step */
  say: (line: string) => void
  /** for each answer of the network */
  timeoutMs?: number
  signal?: AbortSignal
}

/** `message` tells a person what is wrong and what to do. */
export type Enrolled = { ok: true; deviceId: string; label: string } | { ok: false; message: string }

const answerWithinMs = 10_000

/**
 * Makes this folder the identity of a set: finds the control plane by the code, makes a key, and gets its certificate.
 * Cut off at any point it can be repeated with the same code. Throws when the disk refuses.
 */
export async function enrol(parts: EnrolmentParts): Promise<Enrolled> {
  const { directory, code, say, timeoutMs = answerWithinMs, signal = new AbortController().signal } = parts
  const where: Where = { host: code.host, port: code.port }
  if (await isRegistered(directory)) {
    return {
      ok: false,
      message: `${directory} belongs to an enrolled set already. To enrol it anew: --again.`,
    }
  }
  say(`The code is for ${code.host}:${code.port}.`)
  const presented = await findPresentedRoot(code, timeoutMs, signal)
  if (presented.is === 'shut') return { ok: false, message: shutWords(where, presented.shut) }
  if (presented.is === 'foreign') {
    return { ok: false, message: foreignWords(where, code.fingerprint, presented.shown) }
  }
  const { root } = presented
  say(`Control plane found; its root is the one of the code: ${readableFingerprint(code.fingerprint)}`)
  const csr = await openFirstRequest(parts)
  say('Key made; it stays on this set.')
  const heard = await askSetDoor<EnrolAnswer>({
    door: where,
    root,
    path: setDoorPaths.enrol,
    body: { token: code.token, csr },
    schema: EnrolAnswer,
    timeoutMs,
    signal,
  })
  if (heard.is === 'shut') return { ok: false, message: shutWords(where, heard.shut) }
  if (heard.is === 'refused') return { ok: false, message: refusedWords(heard.refusal, heard.message) }
  if (heard.is === 'odd') return { ok: false, message: oddWords(where, heard.why) }
  say('Certificate received.')
  const why = await keep(directory, heard.answer, root)
  if (why !== undefined)
    return { ok: false, message: oddWords(where, `its certificate cannot be used: ${why}`) }
  const { device_id: deviceId, label } = heard.answer
  say(`Enrolled: this is set ${label}, device ${deviceId}.`)
  return { ok: true, deviceId, label }
}

/** The key and request of an enrolment that was cut off are used again, so that the same code gets the same answer. */
async function openFirstRequest({ directory, code, makeRequest }: EnrolmentParts): Promise<string> {
  const folder = identityFolder(directory)
  const file = openFile(folder)
  const token = createHash('sha256').update(code.token).digest('hex')
  const open = await readOpen(file)
  if (open?.token === token) return open.csr
  await makeSlot(folder, 'a')
  const csr = await makeRequest(join(folder, 'a', 'key.pem'))
  await writeWhole(folder, [file], JSON.stringify({ token, csr }))
  return csr
}

const openFile = (folder: string) => join(folder, 'enrolling.json')

async function readOpen(file: string): Promise<{ token: string; csr: string } | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (!found) return undefined
  const { token, csr } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  return typeof token === 'string' && typeof csr === 'string' ? { token, csr } : undefined
}

/** Writes what came, the file that makes it an identity last. Undefined when that worked, else why not. */
async function keep(directory: string, answer: EnrolAnswer, root: string): Promise<string | undefined> {
  const folder = identityFolder(directory)
  const key = await readFile(join(folder, 'a', 'key.pem'), 'utf8')
  const judged = judgeChain(answer.chain, { key, deviceId: answer.device_id, root })
  if (!judged.ok) return judged.why
  await writeWhole(join(folder, 'a'), [join(folder, 'a', 'chain.pem')], answer.chain)
  const fields: IdentityFields = {
    deviceId: answer.device_id,
    label: answer.label,
    doors: answer.doors,
    stun: answer.stun,
    root,
    commandKeys: answer.command_keys,
    current: 'a',
    trial: null,
    request: null,
  }
  await writeIdentity(folder, fields)
  await rm(openFile(folder), { force: true })
  return undefined
}
