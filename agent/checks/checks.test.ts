import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckTrigger } from '../../protocol/check.ts'
import type { FindingCode } from '../../protocol/findings.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import type { Verdict } from '../../protocol/verdict.ts'
import type { Clock } from '../clock.ts'
import { openMemory } from '../memory/memory.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { Newest } from '../report/newest.ts'
import { type Rhythm, rhythmAt } from '../report/rhythm.ts'
import { Checks } from './checks.ts'

const minuteMs = 60_000
const at = (time: string) =>
  Temporal.PlainDateTime.from(time).toZonedDateTime('Europe/Brussels').epochMilliseconds
const minute = (time: string) => at(time) / minuteMs

type Said = { trigger: CheckTrigger; verdict: Verdict; codes: FindingCode[] }

let directory: string
let now: number
let lessons: LessonsBody | undefined
let looks: ('all' | 'own')[]
let asked: number
let outbox: Outbox
let checks: Checks
let changed: number

const clock: Clock = { now: () => now, up: () => now, steady: () => now }

/** A set with which nothing is wrong, and whose line is known. */
function seen(known = 30): Newest {
  const newest = new Newest()
  newest.measured({
    readings: { clock_offset_ms: 5, disk_free_percent: 50, memory_used_percent: 50 },
    throttled: false,
    onCharge: true,
  })
  const sound = { present: true, muted: false, volume_zero: false }
  const facts = {
    camera_1: { present: true, model: null, driver: 'uvcvideo', error: null, blocked: null },
    audio_in: sound,
    audio_out: sound,
    on_charge: true,
    interface: 'wired',
    udp: 'open',
  } as const
  const glance = { cpuPercent: 1, temperatureCelsius: null, signalDbm: null }
  newest.saw({ ...glance, facts, roundTrips: Array<number>(known).fill(20) }, now)
  return newest
}

/** Starts the checks as a start of the agent does, over the folder that the last one left. */
async function open(known = 30, rhythm: () => Rhythm = () => rhythmAt(lessons, now)): Promise<void> {
  outbox?.close()
  outbox = (await openMemory(directory, 'boot', now, () => undefined)).outbox
  const yes = async () => ({ ok: true, value: true }) as const
  checks = await Checks.open({
    directory,
    outbox,
    queued: () => undefined,
    clock,
    random: () => 0.5,
    log: () => undefined,
    serverNow: () => now,
    lessons: () => lessons,
    rhythm,
    look: async of => {
      looks.push(of)
      return seen(known + asked)
    },
    askLine: () => {
      asked += 1
    },
    surroundings: { gateway: yes, name: yes, callApp: yes },
    doors: () => ({ isReached: true, outcomes: undefined, inClear: [] }),
  })
  checks.onChange(() => {
    changed += 1
  })
}

/** What waits in the outbox, oldest first. */
function said(): Said[] {
  return outbox.next(100, () => false, 0).map(one => JSON.parse(outbox.read(one)!.body) as Said)
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'setwacht-checks-'))
  now = at('2026-11-23T07:00')
  lessons = {
    revision: 1,
    side: 'school',
    windows: [[minute('2026-11-23T08:30'), minute('2026-11-23T12:00')]],
    until: minute('2026-11-30T00:00'),
  }
  looks = []
  asked = 0
  changed = 0
  await open()
})
afterEach(() => {
  outbox.close()
  rmSync(directory, { recursive: true, force: true })
})

async function liveUntil(time: string): Promise<void> {
  for (; now < at(time); now += 15_000) await checks.tick()
}

describe('a set that looks itself over', () => {
  it('tells twice before a lesson, and once only, however often it starts again', async () => {
    await liveUntil('2026-11-23T08:05')
    await open()
    await liveUntil('2026-11-23T08:15')
    await open()
    await open()
    await liveUntil('2026-11-23T09:00')
    expect(said().map(({ trigger }) => trigger)).toEqual(['before_30', 'before_20'])
  })

  it('begins anew when what it kept is not whole', async () => {
    await liveUntil('2026-11-23T08:05')
    writeFileSync(join(directory, 'checks.json'), '{"starts":[')
    await open()
    await liveUntil('2026-11-23T08:06')
    expect(said()).toHaveLength(2)
  })

  it('tells what it found, and keeps the last of it for its page', async () => {
    const result = await checks.run('asked')
    expect(result).toMatchObject({ verdict: 'ready', worst: undefined, isTold: true })
    expect(said()).toEqual([{ trigger: 'asked', verdict: 'ready', codes: result.codes }])
    expect(checks.last).toEqual(result)
    expect(changed).toBe(1)
  })

  it('takes in what was tried on its page, and says which is to be told first', async () => {
    const result = await checks.run('page', ['camera_black', 'audio_out_ok'])
    expect(result).toMatchObject({ verdict: 'broken', worst: 'camera_black', isTold: true })
    expect(result.codes).toContain('camera_black')
  })

  it('tells what is tried again and again once a minute, unless it changed', async () => {
    await checks.run('page')
    await checks.run('page')
    await checks.run('page', ['camera_black'])
    now += minuteMs
    await checks.run('page', ['camera_black'])
    expect(said().map(({ verdict }) => verdict)).toEqual(['ready', 'broken', 'broken'])
  })

  it('sends some requests along a line that it knows little of, but none in a lesson', async () => {
    await open(4)
    const { codes } = await checks.run('asked')
    expect([asked, codes.includes('line_good')]).toEqual([16, true])
    asked = 0
    now = at('2026-11-23T09:00')
    expect((await checks.run('asked')).codes).toContain('line_unknown')
    expect(asked).toBe(0)
  })

  it('says so when it starts again and again, and when its page cannot open', async () => {
    await open()
    await open()
    expect((await checks.run('asked')).codes).toContain('agent_restarting')
    checks.pageIsShut(true)
    expect((await checks.run('asked')).worst).toBe('agent_page_shut')
    checks.pageIsShut(false)
    now += 11 * minuteMs
    expect((await checks.run('asked')).codes).toContain('agent_ok')
  })

  it('does one look at a time', async () => {
    const results = await Promise.all([checks.run('asked'), checks.run('packing'), checks.run('asked')])
    expect(results.map(({ trigger }) => trigger)).toEqual(['asked', 'packing', 'asked'])
    expect(said().map(({ trigger }) => trigger)).toEqual(['asked', 'packing', 'asked'])
  })
})

describe('a home that rests', () => {
  beforeEach(async () => {
    lessons = { ...lessons!, side: 'home' }
    await open()
  })

  it('tells of the agent alone when it is asked, and looks at nothing else', async () => {
    const { codes, verdict } = await checks.run('asked')
    expect(codes).toEqual(['doors_ok', 'proxy_none', 'tls_ok', 'clock_ok', 'agent_ok'])
    expect(verdict).toBe('unknown')
    expect(looks).toEqual(['own'])
    expect(checks.last).toBeUndefined()
  })

  it('shows on its page what is tried there, and tells it to nobody', async () => {
    const result = await checks.run('page', ['camera_black'])
    expect(result.isTold).toBe(false)
    expect(result.codes).toContain('camera_black')
    expect(checks.last).toEqual(result)
    expect(said()).toEqual([])
  })

  it('tells everything when it is packed, for then it is at nobody’s home', async () => {
    expect((await checks.run('packing')).codes).toContain('camera_ok')
    expect(said()).toHaveLength(1)
  })

  it('tells everything from half an hour before its lesson', async () => {
    await liveUntil('2026-11-23T08:05')
    expect(said()).toMatchObject([{ trigger: 'before_30', verdict: 'ready' }])
  })
})
