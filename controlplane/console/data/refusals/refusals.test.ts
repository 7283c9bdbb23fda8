import { expect, test } from 'vitest'
import { contracts } from '../../../contracts.ts'
import { providerRefusals } from '../../../people/provider/rules.ts'
import type { Contract, PlatformCode } from '../../../platform/http/api.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

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

test.each([
  ['Dutch', nl.refusal],
  ['English', en.refusal],
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
  expect(Object.keys(nl.refusal).filter(code => !answered.has(code))).toEqual([])
})

test('a code says the same to a machine wherever it is answered', () => {
  const messages = new Map<string, Set<string>>()
  for (const table of tables)
    for (const [code, { message }] of Object.entries(table))
      messages.set(code, (messages.get(code) ?? new Set()).add(message))
  expect([...messages].filter(([, { size }]) => size > 1)).toEqual([])
  expect([...messages.keys()].filter(code => Object.hasOwn(platform, code))).toEqual([])
})
