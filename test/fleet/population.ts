import type { Random } from '../../agent/clock.ts'
import type { NewDevice } from '../../controlplane/devices/api.ts'
import type { SchoolLevel } from '../../controlplane/locations/rules.ts'
import type { Component, NewSet } from '../../controlplane/sets/api.ts'
import type { Child } from '../../controlplane/trajectories/api.ts'
import { seededRandom } from './chance.ts'
import { childOf } from './children.ts'
import { hasSets, type Plan, planOf, withoutSetEvery } from './histories.ts'
import { type Person, personOf } from './people.ts'
import { type FleetPlace, type FleetSchool, homeOf, hospitalOf, schoolOf, theWarehouse } from './schools.ts'

/** A practice set: its label, the device on it, and where it stands. */
export type FleetSet = { label: string; kind: 'home' | 'school'; deviceId: string; location: string }

export type FleetTrajectory = {
  code: string
  plan: Plan
  level: SchoolLevel
  child: Child
  /** `set` null: none serves it yet, or any more. */
  home: { set: string | null; location: string; isHospital: boolean }
  school: { set: string | null; location: string }
  family: Person
  /** null: not known yet */
  teacher: Person | null
}

export type Population = {
  /** Those that serve a trajectory; the others lie in the warehouse. */
  sets: FleetSet[]
  trajectories: FleetTrajectory[]
  places: FleetPlace[]
  schools: ReadonlyMap<string, FleetSchool>
  register: { sets: NewSet[]; devices: NewDevice[] }
}

/** Of ten trajectories these share the school of an earlier one; of twelve this one stays in a hospital. */
const sharingSchool = [3, 6, 9]
const inHospital = { every: 12, at: 7 }
/** Of how many trajectories the number of the teacher is known. */
const knownTeachers = 0.2
const firstDeviceAt = Date.UTC(2026, 0, 5)

/** So many trajectories hold so many pairs. */
export function trajectoriesFor(pairs: number): number {
  return pairs + Math.floor(pairs / (withoutSetEvery - 1))
}

/**
 * Trajectories with everything around them: a set for each side, of which those that serve nobody lie in the
 * warehouse. The same seed gives the same ones, however many come after them.
 */
export function populate(trajectories: number, seed: number): Population {
  const schools = new Map<string, FleetSchool>()
  const places = new Map<string, FleetPlace>([[theWarehouse.code, theWarehouse]])
  const whole: Population = {
    sets: [],
    trajectories: [],
    places: [],
    schools,
    register: { sets: [], devices: [] },
  }
  for (let index = 0; index < trajectories; index += 1) {
    const random = seededRandom(seed * 7919 + index)
    const number = String(index + 1).padStart(4, '0')
    const school = schoolFor(index, seed, random)
    const home =
      inHospital.at === index % inHospital.every
        ? hospitalOf(Math.floor(index / inHospital.every))
        : homeOf(number, school, random)
    schools.set(school.code, school)
    for (const place of [school, home]) places.set(place.code, place)
    addTrajectory(whole, { index, number, seed, school, home, random })
  }
  whole.places.push(...places.values())
  return whole
}

type Around = {
  index: number
  number: string
  seed: number
  school: FleetSchool
  home: FleetPlace
  random: Random
}

function addTrajectory(
  { sets, trajectories, register }: Population,
  { index, number, seed, school, home, random }: Around,
): void {
  const isServed = hasSets(index)
  const pair: FleetSet[] = [
    { label: `HS-${number}`, kind: 'home', deviceId: deviceId(seed, index * 2), location: home.code },
    { label: `KS-${number}`, kind: 'school', deviceId: deviceId(seed, index * 2 + 1), location: school.code },
  ]
  const [homeSet, schoolSet] = isServed ? pair.map(({ label }) => label) : [null, null]
  register.sets.push(
    ...pair.map(({ label, kind }) => ({ label, kind, components: componentsOf(kind, random) })),
  )
  if (isServed) {
    sets.push(...pair)
    register.devices.push(...pair.map(set => ({ id: set.deviceId, set: set.label })))
  }
  trajectories.push({
    code: `T-2026-${number}`,
    plan: planOf(index, seed),
    level: school.level,
    child: childOf(school.level, random),
    home: { set: homeSet ?? null, location: home.code, isHospital: home.kind === 'hospital' },
    school: { set: schoolSet ?? null, location: school.code },
    family: personOf(random),
    teacher: random() < knownTeachers ? personOf(random) : null,
  })
}

function schoolFor(index: number, seed: number, random: Random): FleetSchool {
  const shares = sharingSchool.includes(index % 10)
  const of = shares ? Math.floor(random() * index) : index
  return sharingSchool.includes(of % 10) ? schoolOf(of - 1, seed) : schoolOf(of, seed)
}

function componentsOf(kind: FleetSet['kind'], random: Random): Component[] {
  const part = (type: Component['type'], make: string, model: string): Component => ({
    type,
    make,
    model,
    serial: `OEF${Math.floor(random() * 0xffffffff)
      .toString(36)
      .toUpperCase()
      .padStart(7, '0')}`,
  })
  return kind === 'home'
    ? [part('laptop', 'Noordlicht', 'L14'), part('camera', 'Helder', 'C2'), part('headset', 'Klank', 'H3')]
    : [
        part('controller', 'Noordlicht', 'K1'),
        part('camera', 'Helder', 'PTZ 4'),
        part('speaker', 'Klank', 'S5'),
        part('microphone', 'Klank', 'M2'),
      ]
}

/** A UUID of version 7 that follows from seed and index. */
function deviceId(seed: number, index: number): string {
  const random = seededRandom(seed * 15_485_863 + index)
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const time = (firstDeviceAt + index).toString(16).padStart(12, '0')
  const variant = '89ab'[Math.floor(random() * 4)]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
}
