import type { Random } from '../../agent/clock.ts'
import type { NewDevice } from '../../controlplane/devices/api.ts'
import type { NewLocation } from '../../controlplane/locations/api.ts'
import type { Component, NewSet } from '../../controlplane/sets/api.ts'
import type { NewTrajectory } from '../../controlplane/trajectories/api.ts'
import { pick, seededRandom } from './chance.ts'
import { municipalities, providers, schoolNames, schoolTypes } from './places.ts'

/** A practice set: its label, the device on it, and where it stands. */
export type FleetSet = { label: string; kind: 'home' | 'school'; deviceId: string; location: string }

export type Population = {
  sets: FleetSet[]
  register: { locations: NewLocation[]; sets: NewSet[]; devices: NewDevice[]; trajectories: NewTrajectory[] }
}

/** Of so many trajectories, this share has a school of its own; the others share one. */
const schoolShare = 0.7
const firstDeviceAt = Date.UTC(2026, 0, 5)

/** Pairs with everything around them; the same seed and number give the same, whatever came before. */
export function populate(pairs: number, seed: number): Population {
  const schools = Array.from({ length: Math.ceil(pairs * schoolShare) }, (_, index) => schoolOf(index, seed))
  const whole: Population = {
    sets: [],
    register: { locations: [...schools], sets: [], devices: [], trajectories: [] },
  }
  for (let index = 0; index < pairs; index += 1) addPair(whole, index, schools, seed)
  return whole
}

function addPair(
  { sets, register }: Population,
  index: number,
  schools: readonly NewLocation[],
  seed: number,
): void {
  const random = seededRandom(seed * 7919 + index)
  const number = String(index + 1).padStart(4, '0')
  const school = schools[index] ?? pick(schools, random)
  const home = homeOf(number, school, random)
  const pair: FleetSet[] = [
    { label: `HS-${number}`, kind: 'home', deviceId: deviceId(seed, index * 2), location: home.code },
    { label: `KS-${number}`, kind: 'school', deviceId: deviceId(seed, index * 2 + 1), location: school.code },
  ]
  sets.push(...pair)
  register.locations.push(home)
  register.sets.push(
    ...pair.map(({ label, kind }) => ({ label, kind, components: componentsOf(kind, random) })),
  )
  register.devices.push(...pair.map(set => ({ id: set.deviceId, set: set.label })))
  register.trajectories.push({
    code: `T-2026-${number}`,
    home: { set: pair[0]!.label, location: home.code },
    school: { set: pair[1]!.label, location: school.code },
  })
}

function schoolOf(index: number, seed: number): NewLocation {
  const random = seededRandom(seed * 104_729 + index)
  const municipality = pick(municipalities, random)
  return {
    code: `SCH-${String(index + 1).padStart(3, '0')}`,
    kind: 'school',
    name: `${pick(schoolTypes, random)} ${pick(schoolNames, random)}`,
    municipality,
    provider: pick(providers, random),
  }
}

/** Homes have no name here, and lie in the school's municipality more often than not. */
function homeOf(number: string, school: NewLocation, random: Random): NewLocation {
  const municipality = random() < 0.6 ? school.municipality : pick(municipalities, random)
  return { code: `TH-${number}`, kind: 'home', name: null, municipality, provider: pick(providers, random) }
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
