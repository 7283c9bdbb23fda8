import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NumberedKind } from '../../../protocol/messages.ts'
import { Outbox } from './outbox.ts'

let folder = ''
let file = ''
const silent = () => undefined
const moment = { at: 1_800_000_000_000, up: 5 }
const nothingSkipped = () => false

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-outbox-'))
  file = join(folder, 'outbox.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(epoch: number, bytesMax?: number): Outbox {
  const outbox = new Outbox(file, silent, bytesMax)
  outbox.beginEpoch(epoch, 0)
  return outbox
}

const addReport = (outbox: Outbox, seconds = 60) =>
  outbox.add('report', { seconds, flags: 0, readings: { cpu_mean_percent: 1 } }, moment)
const addEvent = (outbox: Outbox, model = 'x') =>
  outbox.add(
    'event',
    { facts: { versions: { agent: model, runtime: 'r', system: null, protocol: 1 } } },
    moment,
  )

function waiting(outbox: Outbox): string[] {
  return outbox.next(1e6, nothingSkipped, 0).map(({ epoch, seq, kind }) => `${epoch}.${seq} ${kind}`)
}

describe('the outbox', () => {
  it('sends events before reports, events oldest first, reports newest first', () => {
    const outbox = open(3)
    for (const add of [addReport, addEvent, addReport, addEvent]) add(outbox)
    expect(waiting(outbox)).toEqual(['3.2 event', '3.4 event', '3.3 report', '3.1 report'])
    expect(outbox.next(2, ({ seq }) => seq === 2, 1).map(({ seq }) => seq)).toEqual([4, 3])
    outbox.close()
  })

  it('gives back a message exactly as it was queued, also after a restart', () => {
    const first = open(1)
    addReport(first, 61)
    first.close()
    const second = open(2)
    expect(second.read({ epoch: 1, seq: 1 })).toEqual({
      epoch: 1,
      seq: 1,
      kind: 'report',
      ...moment,
      body: '{"seconds":61,"flags":0,"readings":{"cpu_mean_percent":1}}',
    })
    second.close()
  })

  it('gives up a message that is longer than its kind allows, counted', () => {
    const outbox = open(1)
    const facts = {
      facts: {
        camera_1: { present: true, model: 'x'.repeat(5000), driver: null, error: null, blocked: null },
      },
    }
    expect(outbox.add('event', facts, moment)).toBeUndefined()
    expect(addReport(outbox)).toBe(2)
    expect([outbox.depth, outbox.dropped]).toEqual([1, 1])
    outbox.close()
  })

  it('keeps its counts over a restart', () => {
    const first = open(4, 100)
    for (let count = 0; count < 5; count += 1) addReport(first)
    expect([first.depth, first.dropped]).toEqual([1, 4])
    first.close()
    const second = new Outbox(file, silent)
    expect([second.depth, second.dropped, second.epoch]).toEqual([1, 4, 4])
    second.close()
  })

  it('gives way from the lowest class, oldest first; a report never pushes out an event', () => {
    const outbox = open(1, 400)
    for (let count = 0; count < 6; count += 1) addReport(outbox)
    addEvent(outbox, 'kept')
    expect(waiting(outbox)).toEqual(
      ['1.7 event', '1.6 report', '1.5 report', '1.4 report', '1.3 report', '1.2 report'].slice(
        0,
        outbox.depth,
      ),
    )
    for (let count = 0; count < 9; count += 1) addEvent(outbox, 'more')
    const before = outbox.dropped
    expect(addReport(outbox)).toBeUndefined()
    expect(waiting(outbox).every(one => one.endsWith('event'))).toBe(true)
    expect(outbox.dropped).toBe(before + 1)
    outbox.close()
  })

  it('numbers anew only what was queued since the start', () => {
    const first = open(1)
    addReport(first)
    first.close()
    const second = open(2)
    addReport(second)
    addReport(second)
    expect(second.renumber(9)).toBe(true)
    addReport(second)
    expect(waiting(second)).toEqual(['9.3 report', '9.2 report', '9.1 report', '1.1 report'])
    expect(second.read({ epoch: 9, seq: 2 })?.seq).toBe(2)
    expect(second.oldest()).toEqual([1, 1])
    second.close()
    expect(new Outbox(file, silent).epoch).toBe(9)
  })

  it('lets one agent in at a time', () => {
    const outbox = open(1)
    expect(() => new Outbox(file, silent)).toThrow(/locked/)
    outbox.close()
  })
})

type Step =
  | { do: 'add'; kind: NumberedKind; text: string }
  | { do: 'forget'; from: number; length: number }
  | { do: 'restart' }

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('add' as const),
        kind: fc.constantFrom('event' as const, 'report' as const),
        text: fc.string({ maxLength: 32 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('forget' as const),
        from: fc.nat({ max: 40 }),
        length: fc.nat({ max: 10 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  ),
  { maxLength: 40 },
)

describe('whatever happens to the outbox', () => {
  it('every number given is waiting, stored or counted as given up, and none is given twice', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(300, 1000, 1e6), (all, bytesMax) => {
        rmSync(folder, { recursive: true, force: true })
        folder = mkdtempSync(join(tmpdir(), 'setwacht-outbox-'))
        file = join(folder, 'outbox.sqlite')
        const world = new World(bytesMax)
        for (const step of all) world.take(step)
        world.check()
      }),
      { numRuns: 100 },
    )
  })
})

/** What must hold, kept beside the real outbox. */
class World {
  readonly #bytesMax: number
  readonly #given = new Set<string>()
  #freed = 0
  #asked = 0
  #epoch = 1
  #outbox: Outbox

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
    this.#outbox = open(this.#epoch, bytesMax)
  }

  take(step: Step): void {
    if (step.do === 'restart') {
      this.#outbox.close()
      this.#epoch += 1
      this.#outbox = open(this.#epoch, this.#bytesMax)
    } else if (step.do === 'forget') {
      const before = this.#outbox.depth
      this.#outbox.forget([[this.#epoch, step.from, step.from + step.length]])
      this.#freed += before - this.#outbox.depth
    } else {
      this.#add(step.kind, step.text)
    }
  }

  #add(kind: NumberedKind, text: string): void {
    this.#asked += 1
    const seq = kind === 'event' ? addEvent(this.#outbox, text) : addReport(this.#outbox, text.length)
    if (seq === undefined) return
    expect(this.#given.has(`${this.#epoch}.${seq}`)).toBe(false)
    this.#given.add(`${this.#epoch}.${seq}`)
  }

  check(): void {
    const now = waiting(this.#outbox)
    expect(new Set(now).size).toBe(this.#outbox.depth)
    for (const one of now) expect(this.#given.has(one.split(' ')[0]!)).toBe(true)
    expect(this.#outbox.depth + this.#freed + this.#outbox.dropped).toBe(this.#asked)
    this.#outbox.close()
  }
}

describe('a damaged outbox', () => {
  function fill(count: number): void {
    const outbox = open(1)
    for (let done = 0; done < count; done += 1) addEvent(outbox, String(done).padStart(30, '.'))
    outbox.close()
  }

  it('opens when it is no database at all, and sets the file aside', () => {
    writeFileSync(file, 'not a database, not at all'.repeat(500))
    const outbox = open(1)
    expect(addReport(outbox)).toBe(1)
    expect(outbox.dropped).toBe(1)
    expect(existsSync(join(folder, 'outbox.damaged.sqlite'))).toBe(true)
    outbox.close()
  })

  it('keeps what can be read and counts what cannot', () => {
    fill(400)
    const bytes = readFileSync(file)
    const middle = bytes.indexOf('...200')
    bytes.fill(0xee, middle - 20, middle + 20)
    writeFileSync(file, bytes)
    const outbox = open(2)
    expect(outbox.depth).toBeGreaterThan(300)
    expect(outbox.depth).toBeLessThan(400)
    expect(outbox.depth + outbox.dropped).toBe(400)
    outbox.close()
  })

  it('counts every message it cannot read when its end is cut off', () => {
    fill(400)
    truncateSync(file, Math.floor(statSync(file).size / 2))
    const outbox = open(2)
    expect(outbox.depth + outbox.dropped).toBeGreaterThanOrEqual(400)
    expect(addReport(outbox)).toBe(1)
    outbox.close()
  })

  it('that is an empty file lost what it held, beside what was given up before', () => {
    fill(40)
    truncateSync(file, 0)
    const outbox = new Outbox(file, silent)
    outbox.beginEpoch(2, 7)
    expect([outbox.depth, outbox.dropped]).toEqual([0, 8])
    expect(addReport(outbox)).toBe(1)
    outbox.close()
  })

  it('is whole again, when a cut came while it was set aside', () => {
    const running = open(1)
    for (let done = 0; done < 40; done += 1) addEvent(running, String(done))
    copyFileSync(file, join(folder, 'outbox.damaged.sqlite'))
    copyFileSync(`${file}-wal`, join(folder, 'copy'))
    running.close()
    rmSync(file)
    renameSync(join(folder, 'copy'), `${file}-wal`)
    const outbox = open(2)
    expect([outbox.depth, outbox.dropped]).toEqual([40, 0])
    outbox.close()
  })

  it('gives up one message whose text changed, and keeps the rest', () => {
    fill(10)
    const bytes = readFileSync(file)
    bytes[bytes.indexOf('...5') + 3] = 0x36
    writeFileSync(file, bytes)
    const outbox = open(2)
    expect([outbox.depth, outbox.dropped]).toEqual([9, 1])
    outbox.close()
  })
})
