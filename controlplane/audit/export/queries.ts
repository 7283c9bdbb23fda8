import { csvRow } from '../../platform/files/csv.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type ActsAsked, type FirstNamesOf, streamActs } from '../log/queries.ts'

type Language = 'nl' | 'en'

const titles: Record<Language, string[]> = {
  nl: ['nummer', 'wanneer', 'wie', 'voornaam', 'wat', 'waarover', 'bijzonderheden'],
  en: ['number', 'when', 'who', 'first name', 'what', 'about', 'details'],
}

/** The log of acts as a spreadsheet reads it, row by row: UTF-8 with mark. */
export async function* linesOf(
  sql: Database,
  asked: ActsAsked,
  firstNamesOf: FirstNamesOf,
  language: Language,
) {
  yield `\uFEFF${csvRow(titles[language], language)}`
  for await (const rows of streamActs(sql, asked, firstNamesOf)) {
    const lines = rows.map(({ no, at, who, act, subject, detail }) =>
      csvRow(
        [no, new Date(at).toISOString(), who.actor, who.firstName, act, subject, JSON.stringify(detail)],
        language,
      ),
    )
    yield lines.join('')
  }
}
