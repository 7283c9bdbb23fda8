import { placeColumns } from '../../locations/import/rules.ts'
import { trajectoryColumns } from '../../trajectories/import/column-rules.ts'
import type { ImportKind } from '../parts/lists.ts'

type Column = { name: string; also: readonly string[] }

const timetableColumns = [
  { name: 'traject', also: ['trajectory'] },
  { name: 'dag', also: ['day'] },
  { name: 'van', also: ['from'] },
  { name: 'tot', also: ['until'] },
]

/** What may stand in the first row of each file. */
export const columnsOf: Record<ImportKind, readonly Column[]> = {
  locations: placeColumns,
  trajectories: trajectoryColumns,
  timetables: timetableColumns,
}

/** A row that is right by itself; columns without an example stay empty. */
const examples: Record<ImportKind, Record<string, string>> = {
  locations: {
    code: 'SCH-VOORBEELD',
    soort: 'school',
    naam: 'Voorbeeldschool',
    gemeente: 'Leuven',
    provider: 'Telenet',
    instellingsnummer: '123456',
    vestigingsnummer: '1',
    niveau: 'lager',
    'bel maandag': '08:30-12:00, 13:00-15:35',
    'bel dinsdag': '08:30-12:00, 13:00-15:35',
    'bel woensdag': '08:30-12:00',
    'bel donderdag': '08:30-12:00, 13:00-15:35',
    'bel vrijdag': '08:30-12:00, 13:00-15:35',
    'ICT-contact naam': 'Naam van de ICT-coördinator',
    'ICT-contact telefoon': '016 12 34 56',
    'ICT-contact e-mail': 'ict@voorbeeld.be',
  },
  trajectories: {
    traject: 'T-2026-9999',
    voornaam: 'Voornaam',
    klas: '4B',
    niveau: 'lager',
    schooljaar: '2026',
    gemeente: 'Leuven',
    aangevraagd: '01/09/2026',
    'gezin naam': 'Naam van een ouder',
    'gezin telefoon': '0470 12 34 56',
  },
  timetables: { traject: 'T-2026-9999', dag: 'maandag', van: '08:30', tot: '09:20' },
}

/** A file with every column and one row, as spreadsheets of this country open it. */
export function sampleOf(kind: ImportKind): string {
  const names = columnsOf[kind].map(({ name }) => name)
  const row = names.map(name => examples[kind][name] ?? '')
  return `\uFEFF${[names, row].map(cells => cells.map(quoted).join(';')).join('\r\n')}\r\n`
}

const quoted = (cell: string) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
