import type { Random } from '../../agent/clock.ts'
import type { NewLocation } from '../../controlplane/locations/api.ts'
import type { WeekHours } from '../../controlplane/locations/hours/api.ts'
import type { SchoolLevel } from '../../controlplane/locations/rules.ts'
import { pick, seededRandom } from './chance.ts'
import { type Person, personOf } from './people.ts'
import { hospitals, municipalities, providers, schoolNames, schoolTypes, warehouse } from './places.ts'

/** A school site, or another place where sets stand. `contact`: whom the installation needs, or whom to ask for there. */
export type FleetPlace = NewLocation & { contact: Person | null }
export type FleetSchool = FleetPlace & { level: SchoolLevel; bells: WeekHours }

/** What a hundred schools with a child at home teach. */
const levelShares: readonly (readonly [SchoolLevel, number])[] = [
  ['primary', 48],
  ['secondary', 38],
  ['special_primary', 6],
  ['special_secondary', 4],
  ['nursery', 4],
]

/** Numbers of institutions above those in use. */
const firstInstitution = 990_001
/** Every fifth site is the second one of the institution before it. */
const isSecondSite = (index: number) => index % 5 === 4

export function schoolOf(index: number, seed: number): FleetSchool {
  const institution = isSecondSite(index) ? index - 1 : index
  const random = seededRandom(seed * 104_729 + institution)
  const level = levelOf(random)
  const name = `${pick(schoolTypes[level], random)} ${pick(schoolNames, random)}`
  return {
    code: `SCH-${String(index + 1).padStart(3, '0')}`,
    kind: 'school',
    name: isSecondSite(index) ? `${name}, vestiging 2` : name,
    municipality: pick(municipalities, random),
    provider: pick(providers, random),
    institutionNo: String(firstInstitution + institution),
    siteNo: isSecondSite(index) ? '2' : '1',
    level,
    bells: bellsOf(level, random),
    contact: personOf(random),
  }
}

function levelOf(random: Random): SchoolLevel {
  let at = random() * 100
  for (const [level, share] of levelShares) {
    if (at < share) return level
    at -= share
  }
  return 'primary'
}

const at = (hour: number, minute: number) => hour * 60 + minute

type Bells = {
  begins: readonly number[]
  noon: number
  after: number
  ends: readonly number[]
  friday: number
}

/** `friday`: so many minutes earlier. */
const bells: Record<SchoolLevel, Bells> = {
  nursery: {
    begins: [at(8, 30), at(8, 45)],
    noon: at(11, 50),
    after: at(13, 15),
    ends: [at(15, 15)],
    friday: 15,
  },
  primary: {
    begins: [at(8, 25), at(8, 30), at(8, 35), at(8, 45)],
    noon: at(12, 5),
    after: at(13, 10),
    ends: [at(15, 25), at(15, 35), at(15, 50)],
    friday: 50,
  },
  secondary: {
    begins: [at(8, 15), at(8, 20), at(8, 30)],
    noon: at(12, 0),
    after: at(12, 55),
    ends: [at(15, 35), at(16, 10), at(16, 25)],
    friday: 0,
  },
  special_primary: {
    begins: [at(8, 45), at(9, 0)],
    noon: at(12, 0),
    after: at(13, 0),
    ends: [at(15, 10), at(15, 25)],
    friday: 25,
  },
  special_secondary: {
    begins: [at(8, 30), at(8, 45)],
    noon: at(12, 10),
    after: at(13, 0),
    ends: [at(15, 30), at(16, 0)],
    friday: 30,
  },
}

/** Two stretches a day with noon between, Wednesday until noon. */
function bellsOf(level: SchoolLevel, random: Random): WeekHours {
  const { begins, noon, after, ends, friday } = bells[level]
  const begin = pick(begins, random)
  const end = pick(ends, random)
  const hasEarlyFriday = random() < 0.5
  return [1, 2, 3, 4, 5].flatMap((weekday): WeekHours => {
    const morning: WeekHours[number] = [weekday, begin, noon]
    if (weekday === 3) return [morning]
    return [morning, [weekday, after, weekday === 5 && hasEarlyFriday ? end - friday : end]]
  })
}

/** Homes have no name here, and lie in the school's municipality more often than not. */
export function homeOf(number: string, school: FleetPlace, random: Random): FleetPlace {
  const municipality = random() < 0.6 ? school.municipality : pick(municipalities, random)
  const provider = pick(providers, random)
  return { code: `TH-${number}`, kind: 'home', name: null, municipality, provider, contact: null }
}

export function hospitalOf(index: number): FleetPlace {
  const { name, municipality } = hospitals[index % hospitals.length]!
  const code = `ZKH-${(index % hospitals.length) + 1}`
  const contact = personOf(seededRandom(41 + (index % hospitals.length)))
  return { code, kind: 'hospital', name, municipality, provider: 'Glasvezel Vlaanderen', contact }
}

export const theWarehouse: FleetPlace = {
  ...warehouse,
  code: 'MAG-1',
  kind: 'warehouse',
  provider: 'Lijnwerk',
  contact: null,
}
