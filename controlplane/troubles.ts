import { X509Certificate } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { findStuckDeliveries } from './integration/delivery/queries.ts'
import { findStuckMails } from './mail/queries.ts'
import type { Database } from './platform/postgres/database.ts'

type Parts = {
  /** As the role of the console. */
  sql: Database
  schedule: { failing(): string[] }
  authority: { server: { chainPem: string } } | undefined
  dataDir: string
  now(): number
}

const dayMs = 86_400_000
const certificateDays = 14
/** A disk is full when both are left no more. */
const diskShareMin = 0.1
const diskBytesMin = 5 * 2 ** 30

/** What of our own work fails, a code each: jobs, what waits to leave, certificates of our doors, the disk of the server. */
export async function findTroubles({ sql, schedule, authority, dataDir, now }: Parts): Promise<string[]> {
  const [mails, deliveries, disk] = await Promise.all([
    findStuckMails(sql, now()),
    findStuckDeliveries(sql, now()),
    statfs(dataDir),
  ])
  const endsSoon = authority && endOf(authority.server.chainPem) < now() + certificateDays * dayMs
  return [
    ...schedule.failing().map(name => `job:${name}`),
    ...(mails.some(({ lastFailure }) => lastFailure !== 'put_off') ? ['mail'] : []),
    ...(deliveries.length > 0 ? ['webhook'] : []),
    ...(endsSoon ? ['certificate'] : []),
    ...(isFull(disk) ? ['disk'] : []),
  ]
}

function isFull({ bavail, blocks, bsize }: { bavail: number; blocks: number; bsize: number }): boolean {
  return bavail < blocks * diskShareMin && bavail * bsize < diskBytesMin
}

/** Until when the first certificate of a chain holds, ms since 1970 UTC. `pem`: leaf first. */
function endOf(pem: string): number {
  return new X509Certificate(pem).validToDate.getTime()
}
