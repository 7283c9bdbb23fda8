import type { Day } from '../../controlplane/calendar/day/rules.ts'
import type { WeekHours } from '../../controlplane/locations/hours/api.ts'
import type { LocationKind, SchoolLevel } from '../../controlplane/locations/rules.ts'
import type { MilestoneName, MilestoneSide } from '../../controlplane/trajectories/milestone/rules.ts'
import type { FleetDays } from './fleet-days.ts'
import type { FleetTrajectory } from './population.ts'
import type { FleetPlace } from './schools.ts'

/** A file as somebody at a desk would have it: a table with Dutch headings and `;` between. */
export type FleetFile = { name: string; text: string }

type Row = readonly (string | null | undefined)[]

/** Rows of one file: below what an import takes. */
const rowsMax = 4000
const schoolYear = '2026'
const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'] as const

const kinds: Record<LocationKind, string> = {
  school: 'school',
  home: 'thuis',
  hospital: 'ziekenhuis',
  warehouse: 'magazijn',
}
const levels: Record<SchoolLevel, string> = {
  nursery: 'kleuter',
  primary: 'lager',
  secondary: 'secundair',
  special_primary: 'buitengewoon lager',
  special_secondary: 'buitengewoon secundair',
}

const placeHeadings = [
  'code',
  'soort',
  'naam',
  'gemeente',
  'provider',
  'instellingsnummer',
  'vestigingsnummer',
  'niveau',
  ...weekdays.slice(0, 5).map(day => `bel ${day}`),
  'ICT-contact naam',
  'ICT-contact telefoon',
  'ICT-contact e-mail',
]

export function placesFile(places: readonly FleetPlace[]): FleetFile {
  const rows = places.map(({ kind, level, bells, contact, ...place }) => [
    place.code,
    kinds[kind],
    place.name,
    place.municipality,
    place.provider,
    place.institutionNo,
    place.siteNo,
    level && levels[level],
    ...[1, 2, 3, 4, 5].map(weekday => bellsOn(bells ?? [], weekday)),
    ...(kind === 'school' && contact ? [contact.name, contact.phone, contact.email] : [null, null, null]),
  ])
  return { name: 'locaties.csv', text: csv(placeHeadings, rows) }
}

/** A column for each milestone and side. */
const milestoneColumns: readonly (readonly [string, MilestoneName, MilestoneSide | null])[] = [
  ['aangevraagd', 'requested', null],
  ['eerste contact gezin', 'first_contact', 'family'],
  ['eerste contact school', 'first_contact', 'school'],
  ['formeel ok', 'formal_ok', null],
  ['inhoudelijk ok', 'substantive_ok', null],
  ['inhoudelijk geweigerd', 'substantive_refused', null],
  ['overeenkomst gezin', 'agreement', 'family'],
  ['overeenkomst school', 'agreement', 'school'],
  ['kennismaking thuis', 'introduction', 'home'],
  ['kennismaking school', 'introduction', 'school'],
  ['netwerktest ok thuis', 'network_test_ok', 'home'],
  ['netwerktest ok school', 'network_test_ok', 'school'],
  ['netwerkafspraak school', 'network_agreement', 'school'],
  ['lesrooster bekend', 'timetable_known', null],
  ['klaar voor set', 'ready_for_set', null],
  ['toegewezen thuis', 'assigned', 'home'],
  ['toegewezen school', 'assigned', 'school'],
  ['geleverd thuis', 'delivered', 'home'],
  ['geleverd school', 'delivered', 'school'],
  ['geïnstalleerd thuis', 'installed', 'home'],
  ['geïnstalleerd school', 'installed', 'school'],
  ['eerste les', 'first_lesson', null],
  ['stopzetting beslist', 'stop_decided', null],
  ['laatste les', 'last_lesson', null],
  ['terug thuis', 'returned', 'home'],
  ['terug school', 'returned', 'school'],
  ['evaluatie gevraagd', 'evaluation_asked', null],
  ['teruggetrokken', 'withdrawn', null],
  ['afgesloten', 'closed', null],
]

const trajectoryHeadings = [
  'traject',
  'voornaam',
  'klas',
  'niveau',
  'schooljaar',
  'school',
  'thuis',
  'ziekenhuis',
  'klasset',
  'thuisset',
  ...milestoneColumns.map(([heading]) => heading),
  'pauze van',
  'pauze tot',
  'gezin naam',
  'gezin telefoon',
  'gezin e-mail',
]

export function trajectoriesFile(trajectories: readonly FleetTrajectory[], days: FleetDays): FleetFile {
  const rows = trajectories.map(({ code, child, level, home, school, family }) => {
    const { milestones = [], pause } = days.histories.get(code) ?? {}
    return [
      code,
      child.firstName,
      child.className,
      levels[level],
      schoolYear,
      school.location,
      home.isHospital ? null : home.location,
      home.isHospital ? home.location : null,
      school.set,
      home.set,
      ...milestoneColumns.map(([, name, side]) =>
        date(milestones.find(one => one.name === name && one.side === side)?.day),
      ),
      date(pause?.fromDay),
      date(pause?.untilDay),
      family.name,
      family.phone,
      family.email,
    ]
  })
  return { name: 'trajecten.csv', text: csv(trajectoryHeadings, rows) }
}

/** Several when one would be too long; a trajectory stands in one of them. */
export function timetableFiles(weeks: FleetDays['weeks']): FleetFile[] {
  const files: Row[][] = [[]]
  for (const [code, week] of weeks) {
    const rows = week.map(([weekday, from, until]) => [
      code,
      weekdays[weekday - 1],
      clock(from),
      clock(until),
    ])
    if (files.at(-1)!.length + rows.length > rowsMax) files.push([])
    files.at(-1)!.push(...rows)
  }
  return files.map((rows, index) => ({
    name: `lesroosters-${index + 1}.csv`,
    text: csv(['traject', 'dag', 'van', 'tot'], rows),
  }))
}

function bellsOn(bells: WeekHours, weekday: number): string {
  return bells
    .filter(([day]) => day === weekday)
    .map(([, from, until]) => `${clock(from)}-${clock(until)}`)
    .join(', ')
}

function clock(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

/** As spreadsheets here write it. */
function date(day: Day | undefined): string | undefined {
  return day?.split('-').toReversed().join('/')
}

function csv(headings: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row) => cells.map(cell => `"${(cell ?? '').replaceAll('"', '""')}"`).join(';')
  return [headings, ...rows].map(row => `${line(row)}\r\n`).join('')
}
