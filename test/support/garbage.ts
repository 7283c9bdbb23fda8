import type { Random } from '../../agent/clock.ts'
import { pick } from '../fleet/chance.ts'

/** A payload no good set would send; `numbered`: its number can be read, so it must be acknowledged. */
export type Garbage = { payload: string | Buffer; numbered: boolean }

const numberMax = Number.MAX_SAFE_INTEGER
const instantMax = 8.64e15

/** Bodies that fit neither a report nor an event. */
const brokenBodies: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => [],
  () => 'body',
  () => 0,
  () => ({}),
  () => ({ facts: null }),
  () => ({ facts: { camera_1: 'present' } }),
  () => ({ facts: { report_interval_seconds: -1 } }),
  () => ({ facts: { interface: ['wired'] } }),
  () => ({ seconds: -1, flags: 0, readings: {} }),
  () => ({ seconds: 60, flags: 2 ** 40, readings: {} }),
  () => ({ seconds: 60, flags: 0.5, readings: {} }),
  () => ({ seconds: '60', flags: '0', readings: '{}' }),
  () => ({ seconds: 60, flags: 0, readings: { cpu_mean_percent: 1e308 } }),
  () => ({ seconds: 60, flags: 0, readings: { cpu_mean_percent: '<img src=x onerror=alert(1)>' } }),
  () => ({ facts: { versions: { agent: "'; drop table reports; --" } } }),
  () => ({ facts: { versions: { agent: '\u0000', runtime: '\ud800', system: null, protocol: 1 } } }),
  () => ({ facts: { versions: { agent: 'x'.repeat(3000), runtime: '', system: null, protocol: 1 } } }),
  random => ({ padding: 'p'.repeat(Math.floor(random() * 12_000)) }),
  random => nested(Math.floor(random() * 900)),
  () => JSON.parse('{"__proto__":{"facts":1},"constructor":{"prototype":1},"toString":null}'),
]

/** What breaks the envelope itself. */
const brokenEnvelopes: readonly object[] = [
  { v: 0 },
  { v: '1' },
  { epoch: 0 },
  { epoch: 2 ** 31 },
  { epoch: -1 },
  { seq: -1 },
  { seq: 0 },
  { seq: 1.5 },
  { seq: 1e300 },
  { at: -1 },
  { at: 1e17 },
  { at: null },
  { up: -5 },
  { up: 'long' },
]

/** A message whose number `seq` can be read and whose content cannot be used. */
function unusable(seq: number, random: Random): Garbage {
  const extreme = random() < 0.3
  const head = {
    v: random() < 0.2 ? 2 + Math.floor(random() * 254) : 1,
    epoch: 1,
    seq,
    at: extreme ? pick([0, instantMax, 1], random) : Date.now(),
    up: extreme ? pick([0, numberMax, 1], random) : 1000,
  }
  return { payload: JSON.stringify({ ...head, body: pick(brokenBodies, random)(random) }), numbered: true }
}

/** Something of which not even the number can be read. */
function unreadable(random: Random): Garbage {
  const head = { v: 1, epoch: 1, seq: 1 + Math.floor(random() * 1e6), at: 1, up: 1, body: {} }
  const text = JSON.stringify(head)
  const payload = pick<() => string | Buffer>(
    [
      () => Buffer.from(Array.from({ length: Math.floor(random() * 400) }, () => Math.floor(random() * 256))),
      () => text.slice(0, Math.floor(random() * (text.length - 1))),
      () => JSON.stringify({ ...head, ...pick(brokenEnvelopes, random) }),
      () => '['.repeat(Math.floor(random() * 30_000)),
      () => pick(['', 'null', '[]', '"', '1e999', '{}', 'NaN', '\u0000'], random),
    ],
    random,
  )()
  return { payload, numbered: false }
}

/** The next piece; `seq` is used when its number can be read. */
export function makeGarbage(seq: number, random: Random): Garbage {
  return random() < 0.6 ? unusable(seq, random) : unreadable(random)
}

function nested(depth: number): unknown {
  let value: unknown = null
  for (let level = 0; level < depth; level += 1) value = { facts: value }
  return value
}
