import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { seededRandom } from '../fleet/chance.ts'
import { until } from '../support/until.ts'
import { ask, makeFolder, readPostmasterPid } from './database-rig.ts'
import { finish, type LedgerGround, openLedgerGround, startSets } from './ledger-ground.ts'

const seed = 20_261_123
const { pairs, kills } = { slice: { pairs: 4, kills: 2 }, full: { pairs: 25, kills: 10 } }[inject('faults')]
const reportsPerSecond = 20
const resumesWithinMs = 10_000
const emptyWithinMs = 60_000
const readyMsMax = 15_000

/** What the control plane says that keeps it from its work; empty: it is ready. */
async function findProblems({ plane }: LedgerGround): Promise<string[]> {
  const answer = await fetch(`${plane.httpUrl()}/readyz`)
  return ((await answer.json()) as { problems: string[] }).problems
}

/** Kills, waits until the control plane says that it is ready, and measures how long acknowledgements take from there. */
async function killAndMeasure(ground: LedgerGround, kill: () => Promise<unknown>): Promise<number> {
  const { ledger } = ground
  await kill()
  let problems: string[] = []
  const isReady = async () => {
    problems = await findProblems(ground)
    return problems.length === 0
  }
  await until('the control plane is ready', isReady, readyMsMax).catch(cause => {
    throw new Error(`not ready ${readyMsMax} ms after a kill: ${problems.join('; ')}`, { cause })
  })
  const [from, before] = [performance.now(), ledger.acknowledgements]
  await until('reports are acknowledged again', () => ledger.acknowledgements > before, 3 * resumesWithinMs)
  return performance.now() - from
}

async function checkLedger(ground: LedgerGround, resumedAfterMs: number[]): Promise<void> {
  expect(Math.max(...resumedAfterMs)).toBeLessThan(resumesWithinMs)
  const { balance, even, emptyAfterMs } = await finish(ground, 2 * emptyWithinMs)
  expect(balance).toEqual(even)
  expect(balance.dropped).toBe(0)
  expect(emptyAfterMs).toBeLessThan(emptyWithinMs)
}

test(`a process of PostgreSQL killed under load, ${kills} times: nothing acknowledged is lost, nothing is stored twice (seed ${seed})`, {
  timeout: kills * (readyMsMax + resumesWithinMs) + 3 * emptyWithinMs,
}, async () => {
  const dataDir = await makeFolder()
  const ground = await openLedgerGround({ pairs, seed, dataDir, extraPerSecond: reportsPerSecond - 1 })
  const random = seededRandom(seed)
  await startSets(ground)
  const resumed: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    await delay(300 + random() * 1500)
    resumed.push(await killAndMeasure(ground, async () => process.kill(await findBackend(ground), 'SIGKILL')))
  }
  await checkLedger(ground, resumed)
})

test(`the main process of PostgreSQL killed under load, ${kills} times: it is started again, nothing acknowledged is lost (seed ${seed})`, {
  timeout: kills * (readyMsMax + resumesWithinMs) + 3 * emptyWithinMs,
}, async () => {
  const dataDir = await makeFolder()
  const ground = await openLedgerGround({ pairs, seed, dataDir, extraPerSecond: reportsPerSecond - 1 })
  const random = seededRandom(seed)
  await startSets(ground)
  const resumed: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    await delay(300 + random() * 1500)
    const killed = await readPostmasterPid(dataDir)
    const isAnother = async () => (await readStatus(dataDir)).pid !== killed
    const main = async () => {
      process.kill(killed, 'SIGKILL')
      await until('PostgreSQL is started again', isAnother, readyMsMax)
    }
    resumed.push(await killAndMeasure(ground, main))
  }
  await checkLedger(ground, resumed)
})

/** One that stores reports, so that the kill falls into a transaction. */
function findBackend({ databaseUrl }: LedgerGround): Promise<number> {
  const busy = `select pid from pg_stat_activity where application_name = 'setwacht' and xact_start is not null`
  const find = async () => (await ask(databaseUrl, busy).catch(() => [])).at(0)?.pid as number | undefined
  return until('a transaction is under way', find)
}

async function readStatus(dataDir: string): Promise<{ pid: number }> {
  const text = await readFile(join(dataDir, 'database', 'postmaster.pid'), 'utf8').catch(() => '')
  return { pid: Number(text.split('\n')[0]) || 0 }
}
