import type { SchoolLevel } from '../../locations/rules.ts'
import { type MilestoneName, type MilestoneSide, milestones } from '../milestone/rules.ts'

/** A column of the file of trajectories: its heading, and what else people call it. */
type Column = { name: string; also: readonly string[] }

/** Headings of everything but milestones. An empty cell changes nothing. */
const ofTrajectory = {
  code: { name: 'traject', also: ['code', 'trajectcode', 'trajectory'] },
  firstName: { name: 'voornaam', also: ['voornaam kind', 'first name'] },
  className: { name: 'klas', also: ['class'] },
  level: { name: 'niveau', also: ['onderwijsniveau', 'level'] },
  schoolYear: { name: 'schooljaar', also: ['school year'] },
  counsellor: { name: 'consulent', also: ['e-mail consulent', 'consulent e-mail', 'counsellor'] },
  school: { name: 'school', also: ['schoolcode', 'locatie school', 'school location'] },
  institutionNo: { name: 'instellingsnummer', also: ['institution number', 'institution'] },
  siteNo: { name: 'vestigingsnummer', also: ['vestigingsplaats', 'site number', 'site'] },
  home: { name: 'thuis', also: ['thuislocatie', 'locatie thuis', 'home', 'home location'] },
  hospital: { name: 'ziekenhuis', also: ['hospital'] },
  municipality: { name: 'gemeente', also: ['gemeente thuis', 'municipality'] },
  homeSet: { name: 'thuisset', also: ['set thuis', 'home set'] },
  schoolSet: { name: 'klasset', also: ['set klas', 'set school', 'school set'] },
  pauseFrom: { name: 'pauze van', also: ['pause from'] },
  pauseUntil: { name: 'pauze tot', also: ['pauze tot en met', 'pause until'] },
  familyName: { name: 'gezin naam', also: ['contact gezin naam', 'family name'] },
  familyPhone: { name: 'gezin telefoon', also: ['contact gezin telefoon', 'family phone'] },
  familyEmail: { name: 'gezin e-mail', also: ['contact gezin e-mail', 'family e-mail', 'family email'] },
} as const satisfies Record<string, Column>
export type Field = keyof typeof ofTrajectory
export const heading = (field: Field): string => ofTrajectory[field].name

const milestoneWords: Record<MilestoneName, string> = {
  requested: 'aangevraagd',
  first_contact: 'eerste contact',
  formal_ok: 'formeel ok',
  formal_refused: 'formeel geweigerd',
  substantive_ok: 'inhoudelijk ok',
  substantive_refused: 'inhoudelijk geweigerd',
  agreement: 'overeenkomst',
  introduction: 'kennismaking',
  network_test_ok: 'netwerktest ok',
  network_agreement: 'netwerkafspraak',
  timetable_known: 'lesrooster bekend',
  ready_for_set: 'klaar voor set',
  assigned: 'toegewezen',
  delivered: 'geleverd',
  installed: 'geïnstalleerd',
  first_lesson: 'eerste les',
  stop_decided: 'stopzetting beslist',
  last_lesson: 'laatste les',
  returned: 'terug',
  evaluation_asked: 'evaluatie gevraagd',
  withdrawn: 'teruggetrokken',
  closed: 'afgesloten',
}
const sideWords: Record<MilestoneSide, string> = { home: 'thuis', school: 'school', family: 'gezin' }

/** The heading of a milestone, for each side it is asked of. */
export const milestoneColumns = (Object.keys(milestones) as MilestoneName[]).flatMap(name => {
  const sides: readonly MilestoneSide[] = milestones[name]
  return (sides.length === 0 ? [null] : sides).map(side => ({
    name,
    side,
    heading: side === null ? milestoneWords[name] : `${milestoneWords[name]} ${sideWords[side]}`,
  }))
})

/** Every column, in the order of the export. */
export const trajectoryColumns: readonly Column[] = [
  ...Object.values(ofTrajectory).slice(0, -5),
  ...milestoneColumns.map(column => ({
    name: column.heading,
    also: [[column.name, column.side ?? ''].join(' ').replaceAll('_', ' ').trim()],
  })),
  ...Object.values(ofTrajectory).slice(-5),
]

/** A day as the screen shows it, and as it is read back: 23/11/2026. */
export const dayText = (day: string) => day.split('-').reverse().join('/')

/** The first word is the one of the export. */
export const levelWords: Record<SchoolLevel, readonly string[]> = {
  nursery: ['kleuter', 'kleuteronderwijs', 'nursery'],
  primary: ['lager', 'lager onderwijs', 'basis', 'primary'],
  secondary: ['secundair', 'secundair onderwijs', 'secondary'],
  special_primary: ['buitengewoon lager', 'special primary', 'special_primary'],
  special_secondary: ['buitengewoon secundair', 'special secondary', 'special_secondary'],
}
