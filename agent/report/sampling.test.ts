import { Check } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { ReportBody } from '../../protocol/report.ts'
import { changedFacts, type Glance, type Measurement, summarise, summariseRoundTrips } from './sampling.ts'

const glance = (cpuPercent: number | null, more: Partial<Glance> = {}): Glance => ({
  cpuPercent,
  temperatureCelsius: null,
  signalDbm: null,
  roundTrips: [],
  ...more,
})
const nothing: Measurement = { readings: {}, throttled: null, onCharge: null }

describe('a report', () => {
  it('holds mean and peak of the processor, the hottest and the weakest moment', () => {
    const glances = [
      glance(10, { temperatureCelsius: 50, signalDbm: -60 }),
      glance(70, { temperatureCelsius: 81.26, signalDbm: -77 }),
      glance(null),
    ]
    expect(summarise(60.04, glances, nothing, false)).toEqual({
      seconds: 60,
      flags: 0,
      readings: {
        cpu_mean_percent: 40,
        cpu_max_percent: 70,
        temperature_max_celsius: 81.3,
        signal_min_dbm: -77,
      },
    })
  })

  it('says nothing of what is unknown: never 0', () => {
    expect(summarise(60, [glance(null)], nothing, false).readings).toEqual({})
  })

  it('tells no loss of a line that lets no request through, and a whole loss of one that is away', () => {
    const silent = [glance(5, { roundTrips: [null, null] }), glance(5, { roundTrips: [null] })]
    expect(summarise(60, silent, { ...nothing, unheard: true }, false).readings).toEqual({
      cpu_mean_percent: 5,
      cpu_max_percent: 5,
    })
    expect(summarise(60, silent, nothing, false).readings).toMatchObject({ loss_mean_percent: 100 })
  })

  it('keeps a known 0', () => {
    const measured = { ...nothing, readings: { outbox_depth: 0, rx_bytes_per_second: 0 } }
    expect(summarise(60, [], measured, false).readings).toEqual({ outbox_depth: 0, rx_bytes_per_second: 0 })
  })

  it('leaves out what no machine can show, so that the rest is stored', () => {
    const readings = { battery_percent: 130, memory_used_percent: Number.NaN, link_mbit_per_second: 1000 }
    const body = summarise(60, [], { ...nothing, readings }, false)
    expect(body.readings).toEqual({ link_mbit_per_second: 1000 })
    expect(Check(ReportBody, body)).toBe(true)
  })

  it('flags a slowed processor, charging and a practice set', () => {
    const measured = { readings: {}, throttled: true, onCharge: true }
    expect(summarise(60, [], measured, true).flags).toBe(1 + 2 + 8)
  })
})

describe('the line', () => {
  it('is told by median, bad moments, changes and loss', () => {
    expect(summariseRoundTrips([20, 30, 20, 100])).toEqual({
      rtt_p50_ms: 20,
      rtt_p95_ms: 100,
      jitter_ms: 100 / 3,
      loss_mean_percent: 0,
      loss_max_percent: 0,
    })
  })

  it('shows a short interruption as the worst twenty seconds', () => {
    const minute = [20, 20, 20, null, null, null, 20, 20, 20, 20, 20, 20]
    expect(summariseRoundTrips(minute)).toMatchObject({ loss_mean_percent: 25, loss_max_percent: 75 })
  })

  it('has no delay, but a loss, when nothing is answered', () => {
    expect(summariseRoundTrips([null, null])).toEqual({
      rtt_p50_ms: null,
      rtt_p95_ms: null,
      jitter_ms: null,
      loss_mean_percent: 100,
      loss_max_percent: 100,
    })
  })

  it('is unknown when nothing was asked', () => {
    expect(Object.values(summariseRoundTrips([]))).toEqual([null, null, null, null, null])
  })
})

describe('an event', () => {
  const camera = { present: true, model: 'Cam', driver: 'uvcvideo', error: null, blocked: null }

  it('carries only the facts that changed', () => {
    const before = { camera_1: camera, interface: 'wifi', on_charge: true } as const
    const after = { camera_1: { ...camera, present: false }, interface: 'wifi', on_charge: true } as const
    expect(changedFacts(before, after)).toEqual({ camera_1: { ...camera, present: false } })
  })

  it('does not exist when everything is as it was', () => {
    expect(changedFacts({ camera_1: camera }, { camera_1: { ...camera } })).toEqual({})
  })

  it('keeps facts that this look did not ask for', () => {
    expect(changedFacts({ door: 'mqtt', on_charge: false }, { on_charge: true })).toEqual({ on_charge: true })
  })
})
