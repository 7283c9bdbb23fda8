import { longFunctions } from './long-functions.ts'
import { isTest, type Source } from './sources.ts'

const linesMax = 300
const linesUsualMax = 200
/** One file in so many may be longer than usual. */
const usualOneIn = 10

/** What a file of a feature is called, perhaps with its subject before it. */
const vocabulary = /[/-](tables|rules|actions|queries|api|routes|live|outside|feature)(\.test)?\.ts$/
/** controlplane, feature, subject, file. */
const subjectDepth = 4
/** The time of the process, or of the database; tries are counted by the latter, which all servers share. */
const ownTime =
  /\b(Date\.now|Temporal\.Now|defaultNow)\b|\bnew Date\(\)|\b(current|clock|statement|transaction)_(timestamp|date|time)\b/i

/** Of the database itself (the shapes of before, what each login may do, how much it bears), and these rules. */
const keepsOwnTime = /^test\/(architecture\/|bench\/|flows\/kept-list|contracts\/database-roles)/
/** An instant in a statement that is not of the clock which the test holds. */
const writtenInstant =
  /(?<![.\w])now\(\)|\b(current|clock|statement|transaction)_(timestamp|date|time)\b|\binterval '/i

/** Each takes the project's files and says what breaks the rule, a line each. */
export const conventions = {
  'the environment is read in settings.ts alone': (sources: Source[]) =>
    matching(
      sources.filter(({ path }) => !isTest(path) && !/(^|\/)settings\.ts$/.test(path)),
      /\bprocess\.env\b/,
    ),
  'nothing we own is mocked': (sources: Source[]) =>
    matching(sources, /\b(vi|vitest)\s*\.\s*(mock|doMock|hoisted)\s*\(/),
  'the server asks the time of its clock alone': (sources: Source[]) =>
    sources
      .filter(
        ({ path }) =>
          /^controlplane\/(?!console\/|platform\/(clock|http\/rate-store)\.ts$)/.test(path) && !isTest(path),
      )
      .filter(({ text }) => ownTime.test(text) || statementsIn(text).some(sql => /\bnow\(\)/i.test(sql)))
      .map(({ path }) => path),
  'in a test time passes by its clock, and not by what it writes': (sources: Source[]) =>
    sources
      .filter(({ path }) => isTest(path) && !keepsOwnTime.test(path))
      .filter(({ text }) => statementsOfTest(text).some(sql => writtenInstant.test(sql)))
      .map(({ path }) => path),
  'a name says what is in the file': (sources: Source[]) =>
    sources
      .map(({ path }) => path)
      .filter(path =>
        /(^|[-/.])(manager|helper|util|common|service|handler)s?([-.]|$)|(^|\/)index\.tsx?$/i.test(path),
      ),
  'no file is longer than 300 lines': (sources: Source[]) =>
    sources
      .filter(source => lines(source) > linesMax)
      .map(source => `${source.path}: ${lines(source)} lines`),
  'nine of ten files have at most 200 lines': (sources: Source[]) =>
    tooOftenLong(sources.filter(({ path }) => !isSheet(path))),
  'nine of ten style sheets have at most 200 lines': (sources: Source[]) =>
    tooOftenLong(sources.filter(({ path }) => isSheet(path))),
  'no function is longer than 60 lines': longFunctions,
  'a feature has only the files of the vocabulary': (sources: Source[]) =>
    ofFeatures(sources).filter(path => !vocabulary.test(path)),
  'a feature has one level of subjects': (sources: Source[]) =>
    ofFeatures(sources).filter(path => path.split('/').length > subjectDepth),
  'a table is written by its own feature alone': foreignWrites,
}

const isSheet = (path: string) => path.endsWith('.css')

function tooOftenLong(sources: Source[]): string[] {
  const long = sources.filter(source => lines(source) > linesUsualMax)
  return long.length * usualOneIn <= sources.length ? [] : long.map(({ path }) => path)
}

function ofFeatures(sources: Source[]): string[] {
  return sources
    .map(({ path }) => path)
    .filter(path => /^controlplane\/(?!platform\/|console\/)[^/]+\//.test(path))
}

function matching(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => {
    const line = text.split('\n').findIndex(each => pattern.test(each))
    return line < 0 ? [] : [`${path}:${line + 1}`]
  })
}

/** Text in templates, as SQL stands in them, without what is put in and without comments, which quote by the same sign. */
function statementsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\$\{[^{}]*\}/g, '?')
  return code.match(/`[^`]*`/g) ?? []
}

/** Text that begins as SQL does. What is put in is left out, unless it is the time of the process. */
function statementsOfTest(text: string): string[] {
  const code = text.replace(/\$\{[^{}]*\}/g, put => (/\bDate\.now\b/.test(put) ? 'now()' : '?'))
  return code.match(/(["'`])\s*(insert into|update|delete from|select|with)\s[\s\S]*?\1/gi) ?? []
}

function lines({ text }: Source): number {
  return text.split('\n').length - 1
}

type Table = { name: string; constant: string; folder: string }

function foreignWrites(sources: Source[]): string[] {
  const tables = sources.flatMap(tablesOf)
  const server = sources.filter(({ path }) => path.startsWith('controlplane/') && !isTest(path))
  return server.flatMap(({ path, text }) =>
    tables
      .filter(table => !path.startsWith(table.folder) && writesTo(table).test(text))
      .map(table => `${path} writes ${table.name} of ${table.folder}`),
  )
}

function tablesOf({ path, text }: Source): Table[] {
  const folder = /^(controlplane\/(?:platform\/)?[^/]+\/)([^/]+\/)?([^/]+-)?tables\.ts$/.exec(path)?.[1]
  if (folder === undefined) return []
  const found = text.matchAll(/export const (\w+) = (?:\w+\.)?(?:pgTable|table)\(\s*['"`](\w+)['"`]/g)
  return [...found].map(([, constant, name]) => ({ folder, constant: constant!, name: name! }))
}

/** A write by drizzle's builder or in SQL, with the name quoted, interpolated or bare. */
function writesTo({ name, constant }: Table): RegExp {
  const builder = `\\.(?:insert|update|delete)\\(\\s*${constant}\\s*\\)`
  const verbs =
    '(?:insert\\s+into|update(?:\\s+only)?|delete\\s+from|truncate(?:\\s+table)?|merge\\s+into|copy)'
  const sql = `\\b${verbs}\\s+(?:"?${name}"?\\b|\\$\\{(?:sql\\()?\\s*${constant}\\b)`
  return new RegExp(`${builder}|${sql}`, 'i')
}
