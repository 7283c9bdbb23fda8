import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StatementSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox } from './outbox.ts'

let folder = ''
let file = ''
const moment = { at: 1_800_000_000_000, up: 5 }
const nothingSkipped = () => false

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setwacht-oldest-'))
  file = join(folder, 'outbox.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(epoch: number): Outbox {
  const outbox = new Outbox(file, () => undefined)
  outbox.beginEpoch(epoch, 0)
  return outbox
}

const addReport = (outbox: Outbox, seconds = 60) =>
  outbox.add('report', { seconds, flags: 0, readings: { cpu_mean_percent: 1 } }, moment)
const addEvent = (outbox: Outbox, agent: string) =>
  outbox.add('event', { facts: { versions: { agent, runtime: 'r', system: null, protocol: 1 } } }, moment)

describe('the oldest number that a set says', () => {
  const pageBytes = 4096
  const events = 600
  const pages = () => Math.ceil(statSync(file).size / pageBytes)

  /** Two runs, so that damage may hide an epoch as well; the first of them half acknowledged. */
  function fill(): void {
    const first = open(1)
    for (let one = 0; one < events; one += 1) addEvent(first, String(one).padStart(30, '.'))
    first.forget([[1, 1, 20]])
    first.close()
    const second = open(2)
    for (let one = 0; one < events; one += 1) addReport(second, one)
    second.close()
    copyFileSync(file, `${file}.good`)
  }

  function damage(page: number, byte: number): void {
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(pageBytes, byte), 0, pageBytes, page * pageBytes)
    closeSync(handle)
  }

  /** What lies below the oldest is named as stored; so nothing that still waits may. */
  function check(outbox: Outbox, what: string): void {
    const oldest = outbox.oldest()
    const numbers = outbox.next(1e6, nothingSkipped, 0).filter(one => outbox.read(one))
    if (oldest === undefined) expect([numbers.length, outbox.depth], what).toEqual([0, 0])
    const [epoch, seq] = oldest ?? [0, 0]
    const below = numbers.filter(one => one.epoch < epoch || (one.epoch === epoch && one.seq < seq))
    expect(below, what).toEqual([])
    expect(outbox.depth + outbox.dropped, what).toBeGreaterThanOrEqual(2 * events - 20)
    // The first page holds no message.
    if (what === 'page 0') expect(outbox.depth).toBe(2 * events - 20)
  }

  function ended(outbox: Outbox): void {
    outbox.close()
    for (const name of ['', '-wal', '-shm']) rmSync(`${file}${name}`, { force: true })
    rmSync(join(folder, 'outbox.damaged.sqlite'), { force: true })
    copyFileSync(`${file}.good`, file)
  }

  it('lies below everything that waits, whichever page of its file was lost before', () => {
    fill()
    for (let page = 0; page < pages(); page += 1) {
      damage(page, 0)
      const outbox = open(3)
      check(outbox, `page ${page}`)
      ended(outbox)
    }
  })

  it('lies below everything that waits, whichever page of its file is overwritten while it runs', () => {
    fill()
    for (let page = 0; page < pages(); page += 1) {
      const outbox = open(3)
      damage(page, 0x0a)
      check(outbox, `page ${page}`)
      ended(outbox)
    }
  })

  it('lies below everything that waits, whichever reading is refused', () => {
    fill()
    for (const method of ['get', 'all'] as const) {
      for (let at = 0; at < 6; at += 1) {
        const outbox = open(3)
        const oldest = outbox.oldest()
        const real = StatementSync.prototype[method]
        let readings = 0
        const refusing = vi.spyOn(StatementSync.prototype, method).mockImplementation(function (
          this: StatementSync,
          ...values
        ) {
          readings += 1
          if (readings > at) throw Object.assign(new Error('disk I/O error'), { errcode: 10 })
          return Reflect.apply(real, this, values)
        })
        expect(outbox.oldest(), `${method} ${at}`).toEqual(oldest)
        expect(outbox.next(5, nothingSkipped, 0).length, `${method} ${at}`).toBeLessThanOrEqual(5)
        refusing.mockRestore()
        expect(outbox.oldest()).toEqual([1, 21])
        expect(outbox.depth).toBe(2 * events - 20)
        ended(outbox)
      }
    }
  })

  it('is none only when nothing waits', () => {
    const outbox = open(1)
    expect(outbox.oldest()).toBeUndefined()
    addReport(outbox)
    expect(outbox.oldest()).toEqual([1, 1])
    outbox.forget([[1, 1, 1]])
    expect(outbox.oldest()).toBeUndefined()
    outbox.close()
  })
})
