import { execFileSync } from 'node:child_process'
import { chmod, open, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { linkTimes } from '../../agent/link/times.ts'
import { unmount } from '../support/unmount.ts'
import { until } from '../support/until.ts'
import { makeFolder } from './database-rig.ts'
import { finish, type LedgerGround, openLedgerGround, startSets } from './ledger-ground.ts'

const seed = 20_261_129
const { pairs, fullMs } = { slice: { pairs: 3, fullMs: 5000 }, full: { pairs: 25, fullMs: 60_000 } }[
  inject('faults')
]
const diskMegabytes = 320
const resumesWithinMs = 30_000
const emptyWithinMs = 120_000
const blockBytes = 1024 * 1024

/** A disk of its own needs a mount, which only root may make, and not in every container. */
const mayMount = process.getuid?.() === 0 && process.platform === 'linux' && (await canMount())

test.runIf(mayMount)(
  `while the disk of the database is full nothing is acknowledged, and once it has room everything is (seed ${seed})`,
  { timeout: 60_000 + 2 * fullMs + resumesWithinMs + 2 * emptyWithinMs },
  async () => {
    const dataDir = await mountDisk()
    const ground = await openLedgerGround({
      pairs,
      seed,
      dataDir,
      extraPerSecond: 9,
      times: { ...linkTimes, capMs: 5000 },
    })
    const { ledger, plane } = ground
    await startSets(ground)
    const filling = join(dataDir, 'filling')
    await fill(filling)
    await until('the control plane says that it cannot store', async () => !(await isReady(ground)), 60_000)
    const acknowledged = await settle(ground, filling)
    expect(await isReady(ground)).toBe(false)

    await rm(filling)
    const from = performance.now()
    await until(
      'reports are acknowledged again',
      () => ledger.acknowledgements > acknowledged,
      4 * resumesWithinMs,
    )
    expect(performance.now() - from).toBeLessThan(resumesWithinMs)
    expect(plane.output()).not.toContain('    at ')
    const { balance, even } = await finish(ground, emptyWithinMs)
    expect(balance).toEqual(even)
  },
)

async function isReady({ plane }: LedgerGround): Promise<boolean> {
  return (await fetch(`${plane.httpUrl()}/readyz`)).status === 200
}

/** What finds room is still acknowledged, also where the database clears up meanwhile; once none is left the count stands still. */
async function settle({ ledger }: LedgerGround, filling: string): Promise<number> {
  let [count, stillSince] = [-1, performance.now()]
  await until(
    'nothing is acknowledged any more',
    async () => {
      await fill(filling)
      if (ledger.acknowledgements !== count) {
        count = ledger.acknowledgements
        stillSince = performance.now()
      }
      await delay(250)
      return performance.now() - stillSince > fullMs
    },
    60_000 + fullMs,
  )
  return count
}

/** Takes every byte that is left. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'a')
  try {
    for (let bytes = blockBytes; bytes >= 1; ) {
      const { bytesWritten } = await handle.write(Buffer.alloc(bytes)).catch(() => ({ bytesWritten: 0 }))
      if (bytesWritten < bytes) bytes = Math.floor(bytes / 2)
    }
  } finally {
    await handle.close()
  }
}

async function mountDisk(): Promise<string> {
  const folder = await makeFolder('disk')
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=0711`, 'tmpfs', folder])
  onTestFinished(() => unmount(folder).then(() => undefined))
  await chmod(folder, 0o711)
  expect((await statfs(folder)).type).toBe(0x01021994)
  return folder
}

/** Whether the system lets this process mount: bit 21 of its capabilities. */
async function canMount(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8')
  const capabilities = BigInt(`0x${/^CapEff:\s+(\w+)$/m.exec(status)?.[1] ?? 0}`)
  return ((capabilities >> 21n) & 1n) === 1n
}
