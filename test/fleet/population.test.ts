import { Check } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { changedFacts, summarise } from '../../agent/report/sampling.ts'
import { RegisterDevices } from '../../controlplane/devices/api.ts'
import { RegisterLocations } from '../../controlplane/locations/api.ts'
import { RegisterSets } from '../../controlplane/sets/api.ts'
import { RegisterTrajectories } from '../../controlplane/trajectories/api.ts'
import { EventBody } from '../../protocol/facts.ts'
import { ReportBody } from '../../protocol/report.ts'
import { populate } from './population.ts'
import { castScenarios, lineHolds, scenarios } from './scenarios.ts'
import { lessonLoad, localTime } from './school-day.ts'
import { scriptSensors } from './script.ts'

describe('a practice fleet', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(populate(20, 7)).toEqual(populate(20, 7))
    expect(populate(20, 8).sets[0]?.deviceId).not.toBe(populate(20, 7).sets[0]?.deviceId)
    expect(populate(40, 7).sets.slice(0, 40)).toMatchObject(
      populate(20, 7).sets.map(({ label, deviceId }) => ({ label, deviceId })),
    )
  })

  it('can be registered as it is', () => {
    const { register } = populate(40, 3)
    expect(Check(RegisterLocations, { items: register.locations })).toBe(true)
    expect(Check(RegisterSets, { items: register.sets })).toBe(true)
    expect(Check(RegisterDevices, { items: register.devices })).toBe(true)
    expect(Check(RegisterTrajectories, { items: register.trajectories })).toBe(true)
    expect(new Set(register.devices.map(device => device.id)).size).toBe(80)
  })

  it('shows every trouble at least once among 40 pairs, and most sets are well', () => {
    const { sets } = populate(40, 1)
    const cast = castScenarios(sets, 1)
    const played = new Set(sets.map(set => cast.get(set.label) ?? 'well'))
    expect([...played].sort()).toEqual([...scenarios].sort())
    expect(sets.length - cast.size).toBeGreaterThan(50)
    expect(castScenarios(sets, 1)).toEqual(cast)
  })

  it('sends what the protocol allows, in every scenario, through a whole day', async () => {
    const { sets } = populate(1, 1)
    for (const scenario of scenarios) {
      for (const set of sets) {
        let now = Date.UTC(2026, 10, 23)
        const around = { now: () => now, localTime: () => localTime(now), clockOffsetMs: () => 12 }
        const sensing = scriptSensors(set, scenario, 5, around)
        for (let hour = 0; hour < 24; hour += 1) {
          now += 3_600_000
          const { facts, ...glance } = await sensing.glance()
          const body = summarise(60, [glance], await sensing.measure(), true)
          expect(Check(ReportBody, body), `${scenario}: ${JSON.stringify(body)}`).toBe(true)
          expect(Check(EventBody, { facts: changedFacts({}, facts) }), scenario).toBe(true)
        }
      }
    }
  })

  it('cuts lines for a while and lets them mend, except the one that is lost', () => {
    const minutes = Array.from({ length: 60 }, (_, minute) => minute * 60_000)
    const cut = minutes.filter(at => !lineHolds('outage of the location', at, at))
    expect(cut.length).toBe(12)
    expect(lineHolds('lost', 3_600_000, 3_600_000)).toBe(false)
    expect(minutes.every(at => lineHolds('well', at, at))).toBe(true)
  })
})

describe('the school day of a practice set', () => {
  it('follows the clock in Flanders, summer and winter', () => {
    expect(localTime(Date.UTC(2026, 6, 1, 7, 0))).toEqual({ weekday: 3, minute: 540 })
    expect(localTime(Date.UTC(2026, 0, 7, 8, 0))).toEqual({ weekday: 3, minute: 540 })
  })

  it('has lessons in the morning, none on Wednesday afternoon and at the weekend', () => {
    expect(lessonLoad({ weekday: 3, minute: 540 }, 0)).toBe(1)
    expect(lessonLoad({ weekday: 3, minute: 800 }, 0)).toBe(0)
    expect(lessonLoad({ weekday: 4, minute: 800 }, 0)).toBe(1)
    expect(lessonLoad({ weekday: 6, minute: 540 }, 0)).toBe(0)
  })
})
