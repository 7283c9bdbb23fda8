import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openMemory } from '../../agent/memory/memory.ts'
import { seededRandom } from '../fleet/chance.ts'

const kills = { slice: 16, full: 500 }[inject('faults')]
const msMaxPerKill = 3000
const seed = 20_261_121
const writer = fileURLToPath(new URL('agent-outbox-writer.ts', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'setwacht-kills-'))
const file = join(directory, 'outbox.sqlite')

afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** What is done to the files after the kill; most kills leave them as they are. */
const tamperings = {
  nothing: () => undefined,
  'log cut': (random: () => number) => cut(`${file}-wal`, random),
  'log flipped': (random: () => number) => flip(`${file}-wal`, random),
  'file cut': (random: () => number) => cut(file, random),
  'file flipped': (random: () => number) => flip(file, random),
}
const order = [
  'nothing',
  'nothing',
  'nothing',
  'log cut',
  'log flipped',
  'nothing',
  'file flipped',
  'file cut',
] as const

describe(`an agent that is killed while it writes its outbox, ${kills} times, seed ${seed}`, () => {
  it('opens every time, loses nothing that the disk had, and never gives a number twice', {
    timeout: kills * msMaxPerKill,
  }, async () => {
    const random = seededRandom(seed)
    const everTaken = new Set<string>()
    let highestEpoch = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const tampering = order[kill % order.length]!
      const said = await writeUntilKilled(kill, 2 + random() * 60)
      const epoch = Number(said.find(([word]) => word === 'epoch')?.[1])
      expect(epoch, `kill ${kill}`).toBeGreaterThan(highestEpoch)
      const taken = numbersOf(said, 'taken')
      for (const number of taken) {
        expect(everTaken.has(number), `${number} given twice, kill ${kill}`).toBe(false)
        everTaken.add(number)
      }
      tamperings[tampering](random)
      highestEpoch = await reopen({ kill, tampering, taken, freed: numbersOf(said, 'freed'), everTaken })
      expect(highestEpoch).toBeGreaterThan(epoch)
    }
  })
})

type Reopening = {
  kill: number
  tampering: string
  taken: string[]
  freed: string[]
  everTaken: ReadonlySet<string>
}

/** Opens the outbox as the next start would, checks what it holds, and empties it. */
async function reopen({ kill, tampering, taken, freed, everTaken }: Reopening): Promise<number> {
  const { outbox } = await openMemory(directory, null, Date.now(), () => undefined)
  const waiting = outbox.next(1e6, () => false, 0)
  const held = new Set(waiting.map(({ epoch, seq }) => `${epoch}.${seq}`))
  for (const one of waiting) expect(outbox.read(one), `kill ${kill}, ${tampering}`).toBeDefined()
  // One message more than it said may be on disk: the kill came between the two.
  const unsaid = [...held].filter(number => !everTaken.has(number))
  expect(unsaid.length, `kill ${kill}, ${tampering}`).toBeLessThanOrEqual(1)
  if (tampering === 'nothing') {
    const missing = taken.filter(number => !held.has(number) && !freed.includes(number))
    expect(missing, `kill ${kill}`).toEqual([])
  }
  outbox.forget(waiting.map(({ epoch, seq }) => [epoch, seq, seq]))
  outbox.close()
  return outbox.epoch
}

function writeUntilKilled(kill: number, afterMs: number): Promise<string[][]> {
  const child = spawn(process.execPath, [writer, directory, String(kill)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
  return new Promise(resolve => {
    child.once('close', () =>
      resolve(
        said
          .split('\n')
          .slice(0, -1)
          .map(line => line.split(' ')),
      ),
    )
  })
}

function numbersOf(said: string[][], word: string): string[] {
  return said.filter(line => line[0] === word).map(([, epoch, seq]) => `${epoch}.${seq}`)
}

function cut(path: string, random: () => number): void {
  if (existsSync(path)) truncateSync(path, Math.floor(statSync(path).size * (0.3 + 0.7 * random())))
}

function flip(path: string, random: () => number): void {
  if (!existsSync(path) || statSync(path).size === 0) return
  const at = Math.floor(statSync(path).size * random())
  const handle = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(handle, byte, 0, 1, at)
  byte[0] = byte[0]! ^ (1 + Math.floor(random() * 255))
  writeSync(handle, byte, 0, 1, at)
  closeSync(handle)
}
