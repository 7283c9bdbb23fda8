import { days, readBells, writeBells } from '../bells/rules.ts'
import type { WeekSpan } from '../hours/rules.ts'
import type { LocationKind, SchoolLevel } from '../rules.ts'

const englishDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The columns of a file of places, and what else people call them. */
export const placeColumns = [
  { name: 'code', also: ['locatie', 'locatiecode', 'location'] },
  { name: 'soort', also: ['kind', 'type', 'soort locatie'] },
  { name: 'naam', also: ['name', 'school', 'naam school', 'instelling'] },
  { name: 'gemeente', also: ['municipality', 'plaats', 'city', 'stad', 'woonplaats'] },
  { name: 'provider', also: ['internetprovider', 'internet', 'isp'] },
  { name: 'instellingsnummer', also: ['institution number', 'institution no', 'instellingsnr', 'instnr'] },
  {
    name: 'vestigingsnummer',
    also: ['site number', 'site no', 'vestigingsnr', 'vestiging', 'intern volgnummer'],
  },
  { name: 'niveau', also: ['level', 'onderwijsniveau'] },
  ...days.map((day, index) => ({
    name: `bel ${day}`,
    also: [day, `uren ${day}`, `lesuren ${day}`, `bell ${englishDays[index]}`, englishDays[index]!],
  })),
  { name: 'ICT-contact naam', also: ['ICT-contact', 'ICT contact name', 'ICT-coördinator', 'ICT naam'] },
  { name: 'ICT-contact telefoon', also: ['ICT contact phone', 'ICT telefoon', 'ICT-contact gsm'] },
  { name: 'ICT-contact e-mail', also: ['ICT contact email', 'ICT e-mail', 'ICT-contact mail'] },
] as const satisfies readonly { name: string; also: readonly string[] }[]

export type PlaceColumn = (typeof placeColumns)[number]['name']

/** What is wrong with a cell. `expected`: an example, the words there are, or how many characters fit. */
export type WrongCell = {
  column: PlaceColumn
  value: string | null
  wrong: 'missing' | 'unreadable' | 'unknown' | 'too_long' | 'not_allowed' | 'conflict' | 'twice'
  expected: string | null
}

/** What a row says of a place; what it leaves empty stays as it is. */
export type SaidPlace = {
  code?: string
  kind?: LocationKind
  name?: string
  municipality?: string
  provider?: string
  institutionNo?: string
  siteNo?: string
  level?: SchoolLevel
  bells?: WeekSpan[]
}
type Cells = ReadonlyMap<string, string>

export const codeExample = 'SCH-001'
const codePattern = /^[A-Z0-9][A-Z0-9-]{1,31}$/

/** What each kind is called in a file; the first word is the one that is written. */
const kindWords: Record<LocationKind, readonly string[]> = {
  school: ['school', 'vestigingsplaats', 'schoolsite'],
  home: ['thuis', 'home', 'huis', 'woning'],
  hospital: ['ziekenhuis', 'hospital', 'kliniek'],
  warehouse: ['magazijn', 'warehouse', 'depot'],
}

const levelWords: Record<SchoolLevel, readonly string[]> = {
  nursery: ['kleuter', 'nursery', 'kleuteronderwijs', 'kleuterschool'],
  primary: ['lager', 'primary', 'lager onderwijs', 'basis', 'basisonderwijs', 'basisschool'],
  secondary: ['secundair', 'secondary', 'secundair onderwijs', 'so', 'middelbaar'],
  special_primary: ['buitengewoon lager', 'special primary', 'buitengewoon lager onderwijs', 'bulo', 'bubao'],
  special_secondary: [
    'buitengewoon secundair',
    'special secondary',
    'buitengewoon secundair onderwijs',
    'buso',
  ],
}

/** Reads one row. `wrong` empty: every cell of it was understood. */
export function readPlaceRow(cells: Cells): { said: SaidPlace; wrong: WrongCell[] } {
  const wrong: WrongCell[] = []
  const said: SaidPlace = {}
  const refuse = (column: PlaceColumn, why: WrongCell['wrong'], expected: string) => {
    wrong.push({ column, value: cells.get(column) ?? null, wrong: why, expected })
    return undefined
  }
  const matching = (column: PlaceColumn, pattern: RegExp, example: string) => {
    const cell = cells.get(column)
    if (cell === undefined) return undefined
    const text = column === 'code' ? cell.toUpperCase() : cell
    return pattern.test(text) ? text : refuse(column, 'unreadable', example)
  }
  const short = (column: PlaceColumn, charactersMax: number) => {
    const cell = cells.get(column)
    if (cell === undefined || cell.length <= charactersMax) return cell
    return refuse(column, 'too_long', `≤ ${charactersMax}`)
  }
  const oneOf = <Word extends string>(column: PlaceColumn, words: Record<Word, readonly string[]>) => {
    const cell = cells.get(column)
    if (cell === undefined) return undefined
    return wordOf(words, cell) ?? refuse(column, 'unknown', firstWords(words))
  }
  const bells = readBells(cells, (column, why, expected) => void refuse(column, why, expected))
  const all = {
    code: matching('code', codePattern, codeExample),
    kind: oneOf('soort', kindWords),
    name: short('naam', 120),
    municipality: short('gemeente', 80),
    provider: short('provider', 80),
    institutionNo: matching('instellingsnummer', /^[0-9]{3,7}$/, '41001'),
    siteNo: matching('vestigingsnummer', /^[0-9]{1,4}$/, '1'),
    level: oneOf('niveau', levelWords),
    bells,
  }
  for (const [field, value] of Object.entries(all))
    if (value !== undefined) Object.assign(said, { [field]: value })
  return { said, wrong }
}

/** The code of a site that has no other. */
export function codeOfSite({ institutionNo, siteNo }: SaidPlace): string | undefined {
  return institutionNo === undefined || siteNo === undefined ? undefined : `SCH-${institutionNo}-${siteNo}`
}

function keyOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function wordOf<Word extends string>(words: Record<Word, readonly string[]>, cell: string): Word | undefined {
  const key = keyOf(cell)
  const all = Object.entries(words) as [Word, readonly string[]][]
  return all.find(([word, names]) => keyOf(word) === key || names.some(name => keyOf(name) === key))?.[0]
}

function firstWords(words: Record<string, readonly string[]>): string {
  return Object.values(words)
    .map(([first]) => first)
    .join(', ')
}

/** What is known of a place, as a file has it. */
export type WrittenPlace = {
  [Field in 'name' | 'municipality' | 'provider' | 'institutionNo' | 'siteNo']: string | null
} & { code: string; kind: LocationKind; level: SchoolLevel | null; bells: readonly WeekSpan[] | null }

/** The cells of a place in the order of the columns, but for its contact. */
export function writePlaceRow(place: WrittenPlace): (string | null)[] {
  const { code, kind, name, municipality, provider, institutionNo, siteNo, level, bells } = place
  return [
    ...[code, kindWords[kind][0]!, name, municipality, provider, institutionNo, siteNo],
    level === null ? null : levelWords[level][0]!,
    ...writeBells(bells),
  ]
}

/** In which columns a place is not as it was. */
export function differencesOf(before: WrittenPlace, after: WrittenPlace) {
  const [was, is] = [writePlaceRow(before), writePlaceRow(after)]
  return is.flatMap((cell, at) =>
    cell === was[at] ? [] : [{ column: placeColumns[at]!.name, before: was[at] ?? null, after: cell }],
  )
}
