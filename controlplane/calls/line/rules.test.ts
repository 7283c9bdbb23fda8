import { expect, test } from 'vitest'
import { defaultLineLimits, judgeLine, type LineReport } from './rules.ts'

const now = Date.parse('2026-10-05T08:00:00Z')
const minuteMs = 60_000
const good = { loss_mean_percent: 0, loss_max_percent: 0, rtt_p50_ms: 20, jitter_ms: 4 }
const poor = { ...good, loss_mean_percent: 5 }
const unknown = { loss_mean_percent: null, loss_max_percent: null, rtt_p50_ms: null, jitter_ms: null }

/** A report a minute, the last one now. */
const reports = (...said: Partial<LineReport>[]): LineReport[] =>
  said.map((one, index) => {
    const measuredAt = now - (said.length - 1 - index) * minuteMs
    return { measuredAt, seconds: 60, ...good, ...one }
  })
const judge = (said: readonly LineReport[], outages: Parameters<typeof judgeLine>[1] = [], at = now) =>
  judgeLine(said, outages, defaultLineLimits, at)

test.each([
  ['one poor report among good ones', [good, poor, good], 'good'],
  ['two of the last three', [poor, good, poor], 'poor'],
  ['two good ones after two poor ones: not yet good again', [poor, poor, good, good], 'poor'],
  ['three good ones', [poor, poor, good, good, good], 'good'],
  ['one poor among good ones, again and again', [poor, good, good, poor, good, good, poor], 'good'],
  ['delay at the limit', [good, { rtt_p50_ms: 300 }, { rtt_p50_ms: 300 }], 'poor'],
  ['delay below it', [{ rtt_p50_ms: 299 }, { rtt_p50_ms: 299 }, { rtt_p50_ms: 299 }], 'good'],
  ['unsteady', [{ jitter_ms: 50 }, { jitter_ms: 50 }], 'poor'],
  ['loss below the limit', [{ loss_mean_percent: 4.9 }, { loss_mean_percent: 4.9 }], 'good'],
  ['nothing known', [unknown, unknown, unknown], 'unknown'],
  ['what is not known stands between two poor ones', [poor, unknown, poor], 'poor'],
  ['what is not known makes nothing good again', [poor, poor, good, unknown, good], 'poor'],
] as const)('%s: %s is a line that is %s', (_name, said, state) => {
  expect(judge(reports(...said)).state).toBe(state)
  expect(judge(reports(...said).toReversed()).state).toBe(state)
})

test('it is poor since the report by which it became so, however long that goes on', () => {
  const said = reports(good, poor, poor, good, poor, poor)
  expect(judge(said).since).toBe(said[2]!.measuredAt)
})

test('loss of a time in which we did not answer counts for nothing', () => {
  const outages = [{ from: now - 3 * minuteMs, until: now }]
  expect(judge(reports(good, poor, poor, poor), outages).state).toBe('good')
  expect(judge(reports(good, poor, poor, poor)).state).toBe('poor')
})

test('reports that are old say nothing of now, and the line says when that comes', () => {
  const said = reports(poor, poor)
  const { dueAt } = judge(said)
  expect(judge(said, [], dueAt! - 1).state).toBe('poor')
  expect(judge(said, [], dueAt).state).toBe('unknown')
})

test('two poor reports far apart do not make a poor line', () => {
  const [before, last] = reports(poor, poor)
  expect(judge([{ ...before!, measuredAt: now - 6 * minuteMs }, last!]).state).toBe('good')
})
