import { expect, test } from 'vitest'
import { contracts } from '../../../contracts.ts'
import { providerRefusals } from '../../../people/provider/rules.ts'
import type { Contract, PlatformCode } from '../../../platform/http/api.ts'

const platform: Record<PlatformCode, true> = {
  bad_request: true,
  too_many: true,
  signed_out: true,
  not_allowed: true,
  not_confirmed: true,
  unknown: true,
  forbidden: true,
  not_found: true,
  database_away: true,
  failed: true,
}
const tables = Object.values<Contract>(contracts).map(({ refusals = {} }) => refusals)
const ofServer = new Set([...tables.flatMap(Object.keys), ...Object.keys(platform)])
const gaps: Record<string, string> = { where: 'HS-0001', rows: '5000', size: '4' }

type Said = Record<string, { says: string; next: string }>
/** The words of every area, in a language. */
const said = (language: 'nl' | 'en'): Said =>
  Object.assign({}, ...Object.values(words[language]).map(module => module[language]?.refusal))
const words = {
  nl: import.meta.glob<{ nl?: { refusal?: Said }; en?: never }>('../../**/nl.ts', { eager: true }),
  en: import.meta.glob<{ en?: { refusal?: Said }; nl?: never }>('../../**/en.ts', { eager: true }),
}

test.each([
  ['Dutch', said('nl')],
  ['English', said('en')],
])('in %s every refusal is said in one or two whole sentences', (_language, texts) => {
  const known = new Map(Object.entries(texts))
  for (const code of [...ofServer, ...providerRefusals]) {
    const { says = '', next = '' } = known.get(code) ?? {}
    const said = `${says} ${next}`.trim().replace(/\{\{(\w+)\}\}/g, (gap, name) => gaps[name] ?? gap)
    expect(said, code).not.toMatch(/[{}]/)
    expect(said, code).toMatch(/^\p{Lu}.*[.)]$/u)
    expect(said.split(/[.?!] /).length, code).toBeLessThanOrEqual(2)
  }
})

test('nothing is said for a refusal that nobody answers with', () => {
  const answered = new Set([...ofServer, ...providerRefusals, 'empty_file'])
  expect(Object.keys(said('nl')).filter(code => !answered.has(code))).toEqual([])
})

test('a code says the same to a machine wherever it is answered', () => {
  const messages = new Map<string, Set<string>>()
  for (const table of tables)
    for (const [code, { message }] of Object.entries(table))
      messages.set(code, (messages.get(code) ?? new Set()).add(message))
  expect([...messages].filter(([, { size }]) => size > 1)).toEqual([])
  expect([...messages.keys()].filter(code => Object.hasOwn(platform, code))).toEqual([])
})
