import { Check } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { changedFacts, summarise } from '../../agent/report/sampling.ts'
import { noOccasion } from '../../agent/report/sensing.ts'
import { closedDays } from '../../controlplane/calendar/holiday/queries.ts'
import { addWorkingDays } from '../../controlplane/calendar/working-day/rules.ts'
import { RegisterDevices } from '../../controlplane/devices/api.ts'
import { NewLocation } from '../../controlplane/locations/api.ts'
import { earliestLesson, latestLesson, whyWrongWeek } from '../../controlplane/locations/hours/rules.ts'
import type { LocationKind, SchoolLevel } from '../../controlplane/locations/rules.ts'
import { RegisterSets } from '../../controlplane/sets/api.ts'
import { isAskedOf, type Phase, phases } from '../../controlplane/trajectories/milestone/rules.ts'
import { judgePhase } from '../../controlplane/trajectories/phase/rules.ts'
import { EventBody } from '../../protocol/facts.ts'
import { ReportBody } from '../../protocol/report.ts'
import { daysOf } from './fleet-days.ts'
import { populate, trajectoriesFor } from './population.ts'
import { castScenarios, lineHolds, scenarios } from './scenarios.ts'
import { lessonLoad, localTime } from './school-day.ts'
import { scriptSensors } from './script.ts'

const today = '2026-11-24'
const whole = populate(800, 1)
const days = daysOf(whole, 1, today)

/** What a class is called at each level. */
const classes: Record<SchoolLevel, RegExp> = {
  nursery: /^K3[A-C]$/,
  primary: /^[1-6][A-C]$/,
  secondary: /^([12][AB][a-c]|[3-6][A-Z]{3})$/,
  special_primary: /^groep [1-7][A-C]$/,
  special_secondary: /^OV[1-4] [1-5][A-C]$/,
}

describe('a practice fleet', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(populate(20, 7)).toEqual(populate(20, 7))
    expect(daysOf(populate(20, 7), 7, today)).toEqual(daysOf(populate(20, 7), 7, today))
    expect(populate(20, 8).sets[0]?.deviceId).not.toBe(populate(20, 7).sets[0]?.deviceId)
    expect(populate(40, 7).trajectories.slice(0, 20)).toEqual(populate(20, 7).trajectories)
  })

  it('holds as many running pairs as were asked for', () => {
    for (const pairs of [1, 3, 4, 15, 40, 640])
      expect(populate(trajectoriesFor(pairs), 1).sets.length).toBe(pairs * 2)
    expect(trajectoriesFor(640)).toBe(800)
  })

  it('has 800 trajectories over at least 500 school sites, 1,600 sets, and three hospitals with three children or more', () => {
    const kind = (wanted: LocationKind) => whole.places.filter(place => place.kind === wanted)
    expect(whole.trajectories.length).toBe(800)
    expect(whole.register.sets.length).toBe(1600)
    expect(kind('school').length).toBeGreaterThanOrEqual(500)
    expect(kind('warehouse').length).toBe(1)
    const inHospital = kind('hospital').map(
      ({ code }) => whole.trajectories.filter(({ home }) => home.location === code).length,
    )
    expect(inHospital.length).toBe(3)
    for (const children of inHospital) expect(children).toBeGreaterThanOrEqual(3)
  })

  it('gives every place, set, device and trajectory a code that no other has', () => {
    const { places, register, trajectories } = whole
    const isUnique = (codes: readonly string[]) => expect(new Set(codes).size).toBe(codes.length)
    isUnique(places.map(({ code }) => code))
    isUnique(trajectories.map(({ code }) => code))
    isUnique(register.sets.map(({ label }) => label))
    isUnique(register.sets.flatMap(({ components }) => components.map(({ serial }) => serial ?? '')))
    isUnique(register.devices.map(({ id }) => id))
    isUnique([...whole.schools.values()].map(({ institutionNo, siteNo }) => `${institutionNo}-${siteNo}`))
  })

  it('can be registered as it is', () => {
    const { register, places } = whole
    for (const { contact: _, ...place } of places) expect(Check(NewLocation, place), place.code).toBe(true)
    expect(Check(RegisterSets, { items: register.sets.slice(0, 2000) })).toBe(true)
    expect(Check(RegisterDevices, { items: register.devices })).toBe(true)
  })

  it('rings the bell on five days, and on Wednesday only until noon', () => {
    for (const { bells, code } of whole.schools.values()) {
      expect(whyWrongWeek(bells), code).toBeUndefined()
      expect(new Set(bells.map(([weekday]) => weekday)), code).toEqual(new Set([1, 2, 3, 4, 5]))
      const wednesday = bells.filter(([weekday]) => weekday === 3)
      expect(Math.max(...wednesday.map(([, , until]) => until)), code).toBeLessThan(12.5 * 60)
    }
  })

  it('puts every child in a class of its school, and every lesson within the bells', () => {
    for (const { code, child, level, school } of whole.trajectories) {
      const { level: taught, bells } = whole.schools.get(school.location)!
      expect(level, code).toBe(taught)
      expect(child.className, code).toMatch(classes[level])
      const week = days.weeks.get(code) ?? []
      expect(whyWrongWeek(week), code).toBeUndefined()
      for (const [weekday, from, until] of week)
        expect(bells.some(([day, begin, end]) => day === weekday && begin <= from && until <= end)).toBe(true)
    }
  })

  it('has no phone number that could ring, and no address that could get mail', () => {
    const people = [
      ...whole.places.flatMap(({ contact }) => contact ?? []),
      ...whole.trajectories.flatMap(({ family, teacher }) => [family, ...(teacher ? [teacher] : [])]),
    ]
    expect(people.length).toBeGreaterThan(1400)
    for (const { phone, email } of people) {
      expect(phone).toMatch(/^01[78] \d\d \d\d \d\d$/)
      expect(email).toMatch(/@voorbeeld\.example$/)
    }
  })

  it('is in every phase, mostly live, some of it late, as its milestones say', () => {
    const closed = closedDays(2025, 2027)
    const found = new Map<Phase, number>()
    let lateOnes = 0
    for (const { code, plan } of whole.trajectories) {
      const { milestones, pause } = days.histories.get(code)!
      expect(milestones.every(({ name, side, day }) => isAskedOf(name, side) && day <= today)).toBe(true)
      expect(milestones.map(({ day }) => day)).toEqual(milestones.map(({ day }) => day).toSorted())
      const { phase, deadline } = judgePhase({ milestones, pauses: pause ? [pause] : [] }, today)
      expect(phase, code).toBe(plan.phase)
      found.set(phase, (found.get(phase) ?? 0) + 1)
      if (deadline === null) continue
      const last =
        'day' in deadline ? deadline.day : addWorkingDays(closed, deadline.from, deadline.workingDays)!
      if (last < today) lateOnes += 1
      if (plan.isLate) expect(last < today, code).toBe(true)
    }
    expect([...found.keys()].toSorted()).toEqual([...phases].toSorted())
    expect(found.get('live')).toBeGreaterThan(400)
    expect(lateOnes).toBeGreaterThan(20)
    expect(lateOnes).toBeLessThan(160)
  })

  it.each([
    ['at noon', 12 * 60],
    ['early', 6 * 60 + 10],
    ['late', 21 * 60 + 30],
  ])('has lessons around the hour that is asked for: %s on a Sunday', (_when, minute) => {
    const { weeks } = daysOf(whole, 1, '2026-11-22', { day: '2026-11-22', weekday: 7, minute })
    const inLesson = [...weeks.values()].filter(week => {
      expect(whyWrongWeek(week)).toBeUndefined()
      expect(week.every(([, from, until]) => from >= earliestLesson && until <= latestLesson)).toBe(true)
      return week.some(([weekday, from, until]) => weekday === 7 && from <= minute && minute < until)
    })
    expect(inLesson.length).toBeGreaterThan(weeks.size * 0.4)
    expect(inLesson.length).toBeLessThan(weeks.size * 0.8)
  })

  it('shows every trouble at least once among 40 pairs, and most sets are well', () => {
    const { sets } = populate(trajectoriesFor(40), 1)
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
          const { facts, ...glance } = await sensing.glance(noOccasion)
          const body = summarise(60, [glance], await sensing.measure('all'), true)
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
