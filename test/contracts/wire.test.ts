import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { CompactSign, generateKeyPair } from 'jose'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { asyncApi } from '../../protocol/asyncapi.ts'
import { Command, type SignedKind, signedBodies, signedKinds } from '../../protocol/command.ts'
import { factNames, factPurposes } from '../../protocol/facts.ts'
import { lessonWindowsMax } from '../../protocol/lessons.ts'
import {
  messageAnswers,
  messageAnswersMax,
  messageTextBytesMax,
  messageTextMax,
} from '../../protocol/message.ts'
import { downward, downwardKinds, isUpwardKind, upward, upwardKinds } from '../../protocol/messages.ts'
import { ackRangesMax, welcomeRangesMax } from '../../protocol/presence.ts'
import { joinNumbers, names } from '../../protocol/ranges.ts'
import { readingNames, readings } from '../../protocol/report.ts'
import * as topics from '../../protocol/topics.ts'
import { protocolVersion, versionHistory } from '../../protocol/version.ts'

const folder = new URL('../../protocol/samples/', import.meta.url)
const samples = readdirSync(folder).filter(name => name.endsWith('.json'))
const all = { up: upward, down: downward }
const one = '018f3e2a-1111-7abc-8def-0123456789ab'
const other = '018f3e2a-2222-7abc-8def-0123456789ab'

describe('samples', () => {
  test('there is one for every message of this version', () => {
    const wanted = [
      ...upwardKinds.map(kind => `up.${kind}.v${protocolVersion}.json`),
      ...downwardKinds.map(kind => `down.${kind}.v${protocolVersion}.json`),
    ]
    expect(samples).toEqual(expect.arrayContaining(wanted))
  })

  test.each(samples)('%s is understood, within its limit, and may hold more than is known', name => {
    const [direction, kind] = name.split('.') as ['up' | 'down', string]
    const message = (all[direction] as Record<string, { bytesMax: number; schema: object }>)[kind]
    const text = readFileSync(new URL(name, folder), 'utf8')
    const value = JSON.parse(text)
    const schema = Compile(message?.schema ?? {})
    expect([...schema.Errors(value)]).toEqual([])
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(message?.bytesMax ?? 0)
    expect(schema.Check({ ...value, something_new: 1 })).toBe(true)
  })
})

describe('topics', () => {
  test('a topic reads back as what it was made of', () => {
    for (const kind of upwardKinds)
      expect(topics.parseUpTopic(topics.upTopic(one, kind))).toEqual({ device: one, kind })
    for (const kind of downwardKinds) {
      expect(topics.parseDownTopic(topics.downTopic(one, kind))).toEqual({ device: one, kind })
    }
  })

  test.each([
    'setwacht/v1/up/+/report',
    'setwacht/v1/up/#',
    `setwacht/v1/up/${one}/toString`,
    `setwacht/v1/up/${one}/__proto__`,
    `setwacht/v1/up/${one}/report/more`,
    `setwacht/v1/up/${one}/`,
    `setwacht/v1/up/${one}`,
    `setwacht/v1/up/${one.toUpperCase()}/report`,
    `setwacht/v2/up/${one}/report`,
    `/setwacht/v1/up/${one}/report`,
    `setwacht/v1/down/${one}/ack`,
    `setwacht/v1/up/${other}/report`,
    '$SYS/broker',
    '',
  ])('a device may not publish on %j', topic => {
    expect(topics.mayPublish(one, topic)).toBe(false)
  })

  test('a device subscribes to its own filter and to nothing else', () => {
    expect(topics.maySubscribe(one, topics.downFilter(one))).toBe(true)
    for (const filter of [
      '#',
      '+/#',
      topics.downFilter(other),
      topics.downTopic(one, 'ack'),
      topics.upFilter,
    ]) {
      expect(topics.maySubscribe(one, filter)).toBe(false)
    }
  })

  test('an inherited name is no kind', () => {
    for (const word of ['toString', 'constructor', '__proto__', 'hasOwnProperty'])
      expect(isUpwardKind(word)).toBe(false)
  })
})

test('ranges name exactly the numbers they were joined from', () => {
  const number = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 }))
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), numbers => {
      const ranges = joinNumbers(numbers)
      const given = new Set(numbers.map(([epoch, seq]) => `${epoch}/${seq}`))
      for (let epoch = 1; epoch <= 3; epoch++) {
        for (let seq = 0; seq <= 41; seq++) {
          if (names(ranges, epoch, seq) !== given.has(`${epoch}/${seq}`)) return false
        }
      }
      return ranges.every(([epoch, from], index) => {
        const before = ranges[index - 1]
        return !before || before[0] < epoch || before[2] + 1 < from
      })
    }),
  )
})

test('the longest answers fit their limits, however long the numbers are', () => {
  const range = [2 ** 31 - 1, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER]
  const now = 8.64e15
  const floor = { epoch: 2 ** 31 - 1, connection: Number.MAX_SAFE_INTEGER }
  const ack = { stored: Array(ackRangesMax).fill(range), now }
  const command_key = `${'a'.repeat(100)}.${'b'.repeat(290)}.${'c'.repeat(86)}`.padEnd(480, 'd')
  const inventory_key = 'k'.repeat(43)
  const stored = Array(welcomeRangesMax).fill(range)
  const welcome = { now, floor, stored, pace: 10_000, command_key, inventory_key }
  for (const [kind, payload] of [
    ['ack', ack],
    ['welcome', welcome],
  ] as const) {
    expect(Compile(downward[kind].schema).Check(payload), kind).toBe(true)
    expect(Buffer.byteLength(JSON.stringify(payload)), kind).toBeLessThanOrEqual(downward[kind].bytesMax)
  }
})

/** As it travels, signed under the longest name that a key may have. */
async function signed(kind: SignedKind, body: unknown): Promise<{ jws: string }> {
  expect(Compile(signedBodies[kind]).Check(body)).toBe(true)
  const times = { iat: 1e11, nbf: 1e11, exp: 1e11 }
  const command = { kind, id: crypto.randomUUID(), ...times, device: one, body }
  const { privateKey } = await generateKeyPair('Ed25519')
  const jws = await new CompactSign(Buffer.from(JSON.stringify(command)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k'.repeat(64) })
    .sign(privateKey)
  expect(Compile(downward[kind].schema).Check({ jws })).toBe(true)
  return { jws }
}
const bytesOf = (payload: object) => Buffer.byteLength(JSON.stringify(payload))

test('the longest lessons fit their limit, signed and all', async () => {
  const minute = 100_000_000
  const windows = Array(lessonWindowsMax).fill([minute, minute])
  const body = { revision: Number.MAX_SAFE_INTEGER, side: 'school', windows, until: minute }
  expect(bytesOf(await signed('lessons', body))).toBeLessThanOrEqual(downward.lessons.bytesMax)
})

test.each([
  'x'.repeat(messageTextMax),
  'é'.repeat(messageTextBytesMax / 2),
  '🎒'.repeat(messageTextBytesMax / 4),
])('the longest message fits its limit, signed and all', async text => {
  const answers = [...messageAnswers].sort((a, b) => b.length - a.length).slice(0, messageAnswersMax)
  const body = { id: crypto.randomUUID(), says: { text }, answers, until: 8.64e15 }
  expect(bytesOf(await signed('message', body))).toBeLessThanOrEqual(downward.message.bytesMax)
})

test('what a signed sample says is what the protocol knows', () => {
  for (const kind of signedKinds) {
    const { jws } = JSON.parse(readFileSync(new URL(`down.${kind}.v1.json`, folder), 'utf8'))
    const command = JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'))
    expect([...Compile(Command).Errors(command)], kind).toEqual([])
    expect([...Compile(signedBodies[kind]).Errors(command.body)], kind).toEqual([])
  }
})

test('every number and fact says why it is collected and how long it is kept', () => {
  for (const name of readingNames) {
    expect(readings[name].purpose.length, name).toBeGreaterThan(10)
    expect(readings[name].retentionDays, name).toBe(30)
  }
  expect(readingNames).toHaveLength(20)
  for (const name of factNames) expect(factPurposes[name].purpose.length, name).toBeGreaterThan(10)
})

test('the version has a dated line', () => {
  expect(versionHistory.at(-1)?.version).toBe(protocolVersion)
})

test('the generated AsyncAPI document is valid', () => {
  const require = createRequire(import.meta.url)
  const specification = require('@asyncapi/specs/schemas/3.0.0.json')
  const ajv = new Ajv({ strict: false, meta: false, validateSchema: false })
  addFormats.default(ajv)
  const isValid = ajv.validate(specification, asyncApi())
  expect(ajv.errors).toBeNull()
  expect(isValid).toBe(true)
})
