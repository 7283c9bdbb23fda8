import { csvRow } from '../../platform/files/csv.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { SetRow, SetsExportQuery } from './api.ts'
import { streamSets } from './queries.ts'

type Language = 'nl' | 'en'

const titles: Record<Language, string[]> = {
  nl: [
    'set',
    'soort',
    'traject',
    'plaats',
    'gemeente',
    'verbinding',
    'sinds',
    'laatst gehoord',
    'camera',
    'aansluiting',
    'agent',
    'gesimuleerd',
    'rondreistijd (ms)',
    'verlies (%)',
    'gemeten',
    'toestel',
    'weg',
    'certificaat tot',
  ],
  en: [
    'set',
    'kind',
    'trajectory',
    'place',
    'municipality',
    'presence',
    'since',
    'last heard',
    'camera',
    'interface',
    'agent',
    'simulated',
    'round trip (ms)',
    'loss (%)',
    'measured',
    'device',
    'door',
    'certificate until',
  ],
}

/** The list of sets as a spreadsheet reads it: UTF-8 with mark, semicolons and decimal commas in Dutch. */
export async function* csvOfSets(sql: Database, query: SetsExportQuery, language: Language, now: number) {
  yield `\uFEFF${csvRow(titles[language], language)}`
  for await (const rows of streamSets(sql, query, now)) {
    yield rows.map(row => csvRow(cells(row), language)).join('')
  }
}

function cells(row: SetRow): (string | number | null)[] {
  return [
    row.label,
    row.kind,
    row.trajectory,
    row.place?.name ?? row.place?.code ?? null,
    row.place?.municipality ?? null,
    row.presence,
    instant(row.presenceSince),
    instant(row.heardAt),
    row.camera,
    row.interface,
    row.agentVersion,
    row.simulated ? 1 : 0,
    row.rttMs,
    row.lossPercent,
    instant(row.measuredAt),
    row.device,
    row.door,
    instant(row.certificateUntil),
  ]
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
