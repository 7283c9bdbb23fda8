import type { Contract } from '../../controlplane/platform/http/api.ts'
import type { RightRequest } from './every-route-asked.ts'
import type { Schema } from './right-value.ts'

/** What is put where a text is expected: each tries to be something else than text in some program. */
export const hostileTexts = [
  "'",
  "''",
  "'''",
  '"',
  '`',
  '\\',
  "\\'",
  "' or '1'='1",
  "' or 1=1 --",
  "' or 1=1 #",
  "' or true /*",
  "') or ('1'='1",
  "')) or (('1'='1",
  "KS-0001' or '1'='1",
  "KS-0001'; drop table sets; --",
  "'; delete from audit_log; --",
  "'; update accounts set roles = '{admin}'; --",
  "'; truncate accounts cascade; select '",
  "'; copy sets to program 'id'; --",
  "'; select pg_sleep(20); --",
  "' || pg_sleep(20) || '",
  "' and (select pg_sleep(20)) is null --",
  "' union select null, null, null --",
  "' union all select hash from sign_ins --",
  '1; drop schema public cascade',
  '1) or pg_sleep(20) is null --',
  '$1',
  '$1; drop table sets',
  '$$; drop table sets; $$',
  "$a$' or true --$a$",
  "E'\\x27 or true --'",
  "U&'\\0027 or true --'",
  "'::text or 'a'='a",
  '::regclass',
  'sets::int4',
  "(select oid from pg_class where relname = 'sets')",
  '%',
  '_',
  '%%%%',
  '\\%',
  '{}',
  '{a,b}',
  '{"KS-0001","KS-0002"}',
  'array[1,2]',
  '/* */ --',
  '-- ',
  ';',
  '\u2019 or 1=1 --',
  '\uff07 or 1=1 --',
  '\u02bc or 1=1 --',
  '\u0000',
  "KS-0001\u0000' or true --",
  '\ud800',
  '\udc00\ud800',
  '\u202e\u0660\u0661',
  '\r\n\r\nGET /',
  '../../../etc/passwd',
  `$${'{7*7}'}`,
  '{{7*7}}',
  '=HYPERLINK("http://192.0.2.1")',
  '<img src=x onerror=alert(1)>',
  '$(sleep 20)',
  '; sleep 20',
  'NaN',
  '1e309',
  '-9223372036854775809',
  '+99999999999999999999',
  'null',
  '2026-02-30',
  '25:61',
  'A'.repeat(10_000),
  '\u{1f4a9}'.repeat(300),
]

/** Where a text stands in a request: its part, then the way in. */
export type Place = readonly (string | number)[]
/** Every place of a text that the schemas of a route name, and whether a text is right there as far as they say. */
export function placesOf({ params, query, body }: Contract) {
  return Object.entries({ params, query, body }).flatMap(([part, inner]) =>
    inner === undefined ? [] : walk(inner as Schema, [part]),
  )
}

function walk(schema: Schema, place: Place): { place: Place; fits: (text: string) => boolean }[] {
  const { type, properties = {}, items, anyOf = [] } = schema
  const isText = type === 'string' || schema.enum !== undefined || typeof schema.const === 'string'
  return [
    ...(isText ? [{ place, fits: (text: string) => isRight(schema, text) }] : []),
    ...Object.entries(properties).flatMap(([name, inner]) => walk(inner, [...place, name])),
    ...[items ?? []].flat().flatMap((item, order) => walk(item, [...place, order])),
    ...anyOf.flatMap(inner => walk(inner, place)),
  ]
}

function isRight(
  { type, pattern, format, enum: words, minLength = 0, maxLength = Infinity }: Schema,
  text: string,
) {
  const length = [...text].length
  if (type !== 'string' || format !== undefined) return words?.includes(text) ?? false
  return length >= minLength && length <= maxLength && new RegExp(pattern ?? '', 'u').test(text)
}

/** The same request with something else at a place. */
export function withAt(request: RightRequest, place: Place, value: unknown): RightRequest {
  const changed = structuredClone(request) as Record<string | number, unknown>
  let inner = changed
  for (const step of place.slice(0, -1)) {
    inner[step] ??= {}
    inner = inner[step] as Record<string | number, unknown>
  }
  inner[place.at(-1)!] = value
  return changed as RightRequest
}
