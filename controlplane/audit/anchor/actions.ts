import { open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { Log } from '../../platform/log.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findHash, findHead, type Head } from '../chain/queries.ts'
import { readAnchors } from './queries.ts'

const answerWithinMs = 10_000

/**
 * Keeps the head of the chain where who can change the database cannot: in a file, which is only added to, or at an
 * address; and in the log. @param target the full path of a file, or an address; undefined: the log alone
 */
export function anchorChain(sql: Database, { target, log }: { target: string | undefined; log: Log }) {
  let posted: Head | undefined
  const isAddress = target !== undefined && !isAbsolute(target)

  /** `now`: ms since 1970 UTC. @throws when it cannot be kept, or the log does not hold what was kept before. */
  return async (now: number): Promise<void> => {
    const head = await findHead(sql)
    if (head) log.info(head, 'the head of the audit log')
    if (target === undefined) return
    const kept = isAddress ? posted : (await readAnchors(target)).last
    if (kept) await refuseOther(sql, kept)
    if (!head || kept?.no === head.no) return
    const line = JSON.stringify({ at: new Date(now).toISOString(), ...head })
    if (isAddress) await post(target, line)
    else await append(target, line)
    posted = head
  }
}

async function refuseOther(sql: Database, { no, hash }: Head): Promise<void> {
  const found = await findHash(sql, no)
  if (found === hash) return
  const words = found === undefined ? 'has no such row' : 'has another one there'
  throw new Error(`row ${no} of the audit log was kept with the hash ${hash}, and the log ${words}`)
}

async function append(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    // What a power cut left of a line stays a line of its own.
    const isTorn = size > 0 && buffer.toString() !== '\n'
    await handle.appendFile(`${isTorn ? '\n' : ''}${line}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function post(address: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(answerWithinMs)
  const answer = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the head of the audit log was sent, and the answer was ${answer.status}`)
}
