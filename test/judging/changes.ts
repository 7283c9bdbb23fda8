import type { CameraState } from '../../controlplane/telemetry/camera/rules.ts'
import type { SoundState } from '../../controlplane/telemetry/sound/rules.ts'
import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import type { CallFact } from '../../protocol/call.ts'
import { callsOf } from './calls.ts'
import { type Calling, reportAt, said } from './calm.ts'
import type { Recorded } from './faults.ts'
import type { Cut, Day } from './noise.ts'
import { changeSet, isExpected, type PairState, type SetState, tellCall, tellFact } from './pair-state.ts'
import { between, happens, randomOf } from './random.ts'
import { minuteMs, secondMs } from './world.ts'

/** What comes to be known at `at`, to the second. `isLink`: we see it ourselves, in the order in which it happens. */
export type Change = { at: number; pair: number; isLink: boolean; apply: (state: PairState) => void }

const lateChance = 0.05
const keepAliveMs = 30 * secondMs
const lostAfterMs = 10 * secondMs

/** All that comes to be known of a pair on a day, as it comes; `seed` tells how late. */
export function changesOf(seed: number, records: readonly Recorded[]): Change[] {
  const day = records.find(record => record.kind === 'day') as Day
  const found: Change[] = []
  const add = (at: number, apply: Change['apply'], isLink = true) =>
    found.push({ at: Math.ceil(at / secondMs) * secondMs, pair: day.pair, isLink, apply })
  const addFact = (
    side: Side,
    measuredAt: number,
    apply: (set: SetState, measured: number, at: number) => void,
  ) => {
    const { receivedAt, measured } = comes(seed, records, side, measuredAt)
    add(receivedAt, pair => apply(pair[side], measured, receivedAt), false)
  }
  startDay(day, add)
  for (const record of records) {
    if (record.kind === 'cut') cutLine(record, add, seed)
    if (record.kind === 'poor_report')
      poorAt(record.side, record.at, { loss_mean_percent: record.lossPercent }, add)
    if (record.kind === 'poor_line')
      for (let at = record.at; at < record.at + record.ms; at += minuteMs)
        poorAt('home', at, { loss_mean_percent: 12 }, add)
    if (record.kind === 'clock_jump')
      for (let at = record.at; at < record.at + record.ms; at += minuteMs)
        poorAt(record.side, at, { clock_offset_ms: record.offMs }, add)
    if (record.kind === 'unplugged' || record.kind === 'camera_gone') {
      const side = record.kind === 'unplugged' ? 'home' : 'school'
      addFact(side, record.at, (set, ...when) => tellCamera(set, 'absent', ...when))
      addFact(side, record.at + record.ms, (set, ...when) => tellCamera(set, 'ok', ...when))
    }
    if (record.kind === 'sound_gone') {
      addFact('school', record.at, (set, ...when) => tellSound(set, 'muted', ...when))
      addFact('school', record.at + record.ms, (set, ...when) => tellSound(set, 'ok', ...when))
    }
  }
  for (const { side, at, calling } of callsOf(seed, records, day))
    addFact(side, at, (set, measuredAt, receivedAt) =>
      tellCall(set, { fact: { ...callFacts[calling], since: measuredAt }, measuredAt }, receivedAt),
    )
  return found
}

const callFacts: Record<Calling, Omit<CallFact, 'since'>> = {
  in_call: { app: 'running', media: 'both' },
  waiting: { app: 'running', media: 'out' },
  idle: { app: 'stopped', media: 'none' },
}

/** When something that a set measured comes, and as when it was measured: late by chance, or when the line is back. */
function comes(seed: number, records: readonly Recorded[], side: Side, measuredAt: number) {
  const isOf = (record: Recorded): record is Cut => record.kind === 'cut' && record.side === side
  const random = randomOf(seed, 5, side === 'home' ? 0 : 1, Math.round(measuredAt / secondMs))
  const isExact = records.some(record => record.kind === 'day' && record.isExact)
  const isLate = !isExact && happens(random, lateChance)
  const delay = isLate ? between(random, 1, 10) * minuteMs : between(random, 0.1, 2) * secondMs
  let receivedAt = measuredAt + delay
  for (const { at, ms } of records.filter(isOf).toSorted((a, b) => a.at - b.at))
    if (receivedAt >= at && receivedAt < at + ms) receivedAt = at + ms + between(random, 0.5, 3) * secondMs
  const jump = records.find(
    record =>
      record.kind === 'clock_jump' &&
      record.side === side &&
      record.at <= measuredAt &&
      measuredAt < record.at + 20_000,
  )
  const off = jump?.kind === 'clock_jump' ? jump.offMs : 0
  return { receivedAt, measured: Math.min(measuredAt + off, receivedAt) }
}

type Add = (at: number, apply: Change['apply']) => void

function startDay({ lessons, restarts, pair }: Day, add: Add): void {
  const begin = Math.min(lessons[0]!.from - 95 * minuteMs, restarts.home.at, restarts.school.at)
  add(begin - minuteMs, state => {
    Object.assign(state, { lessons, pair })
    for (const set of [state.home, state.school]) Object.assign(set, { told: [], reports: [] })
  })
  for (const { from, until } of lessons)
    for (const at of [from - 30 * minuteMs, from - 10 * minuteMs, from, until]) add(at, () => undefined)
  for (const side of ['home', 'school'] as const) {
    const { at, ms } = restarts[side]
    const [left, back] = [Math.ceil(at / secondMs) * secondMs, Math.ceil((at + ms) / secondMs) * secondMs]
    add(left, ({ [side]: set }) =>
      changeSet(set, { presence: 'off', presenceSince: left, heardAt: left, brokeAt: null }),
    )
    add(back, ({ [side]: set }) => {
      comeBack(set, back)
      changeSet(set, { starts: [back, ...set.set.starts].slice(0, 5) })
    })
  }
}

/** The line breaks and comes back; what is quiet is noticed by the keep-alive, and dated from when it was last there. */
function cutLine({ side, at, ms, isQuiet, pair }: Cut, add: Add, seed: number): void {
  const random = randomOf(seed, 6, pair, Math.round(at), side === 'home' ? 0 : 1)
  const aliveAt = isQuiet ? at - between(random, 0, keepAliveMs) : at
  const noticedAt = isQuiet ? aliveAt + 1.5 * keepAliveMs : at
  if (noticedAt >= at + ms) return
  const suspectAt = Math.ceil(noticedAt / secondMs) * secondMs
  const lostAt = suspectAt + lostAfterMs
  const backAt = Math.ceil((at + ms) / secondMs) * secondMs
  add(suspectAt, ({ [side]: state }) => {
    if (state.set.presence !== 'online') return
    const breaks = [suspectAt, ...state.set.breaks.filter(one => one > suspectAt - 30 * minuteMs)]
    changeSet(state, { presence: 'suspect', presenceSince: suspectAt, brokeAt: aliveAt, breaks })
  })
  const lose = (now: number, state: PairState) => {
    if (state[side].set.presence !== 'suspect') return
    const presence = isExpected(state, side, now) ? 'lost' : 'off'
    changeSet(state[side], { presence, presenceSince: now })
  }
  if (lostAt < backAt) add(lostAt, state => isExpected(state, side, lostAt) && lose(lostAt, state))
  if (suspectAt + 120_000 < backAt) add(suspectAt + 120_000, state => lose(suspectAt + 120_000, state))
  add(backAt, state => comeBack(state[side], backAt))
}

function comeBack(state: SetState, at: number): void {
  if (state.set.presence === 'online') return
  changeSet(state, { presence: 'online', presenceSince: at, heardAt: at, brokeAt: null })
}

function poorAt(side: Side, at: number, numbers: Parameters<typeof reportAt>[1], add: Add): void {
  add(at, ({ [side]: set }) => {
    const reports = [...set.reports, reportAt(Math.floor(at), numbers)]
    set.reports = reports.toSorted((a, b) => a.measuredAt - b.measuredAt).slice(-12)
  })
}

function tellCamera(state: SetState, camera: CameraState, measuredAt: number, receivedAt: number): void {
  changeSet(state, { cameras: [tellFact(state.set.cameras[0], said(camera, measuredAt, receivedAt))] })
}

function tellSound(state: SetState, sound: SoundState, measuredAt: number, receivedAt: number): void {
  const soundFact = tellFact(state.set.soundFact, said(sound, measuredAt, receivedAt))
  changeSet(state, {
    soundFact,
    sound: soundFact.value,
    soundSince: Math.min(soundFact.measuredAt, receivedAt),
  })
}
