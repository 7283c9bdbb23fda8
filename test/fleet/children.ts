import type { Random } from '../../agent/clock.ts'
import type { SchoolLevel } from '../../controlplane/locations/rules.ts'
import type { Child } from '../../controlplane/trajectories/api.ts'
import { pick } from './chance.ts'
import { firstNames } from './people.ts'

const studies = ['LAT', 'WET', 'ECO', 'HUM', 'STW', 'ELE', 'ZOR', 'GRA', 'BIO'] as const

/** A class as a school of this level names it. */
const classNames: Record<SchoolLevel, (year: (last: number) => number, random: Random) => string> = {
  nursery: (_, random) => `K3${letter(random)}`,
  primary: (year, random) => `${year(6)}${letter(random)}`,
  secondary: (year, random) => {
    const of = year(6)
    return of <= 2
      ? `${of}${pick(['A', 'B'], random)}${letter(random).toLowerCase()}`
      : `${of}${pick(studies, random)}`
  },
  special_primary: (year, random) => `groep ${year(7)}${letter(random)}`,
  special_secondary: (year, random) => `OV${pick(['1', '2', '3', '4'], random)} ${year(5)}${letter(random)}`,
}

export function childOf(level: SchoolLevel, random: Random): Child {
  const year = (last: number) => 1 + Math.floor(random() * last)
  return { firstName: pick(firstNames, random), className: classNames[level](year, random) }
}

function letter(random: Random): string {
  return pick(['A', 'B', 'C'], random)
}
