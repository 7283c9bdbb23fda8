import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { having } from './shell/areas.ts'
import type { Words } from './ui/words.ts'

const top = import.meta.dirname
/** Lowest first; the words of these are on every page. */
const levels = ['ui', 'data', 'data/refusals', 'session', 'parts', 'parts/help', 'parts/ticket']
const folders = globSync('**/nl.ts', { cwd: top, exclude: ['dist'] }).map(dirname)

async function wordsOf(folder: string, language: 'nl' | 'en'): Promise<Words> {
  const module = await import(join(top, folder, `${language}.ts`))
  return module[language]
}

function sentences(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`),
  )
}

/** Everything that may name words: what the console says, and the words of the contracts that it says them of. */
const sources = globSync('../{console,*/**}/**/*.{ts,tsx}', { cwd: top, exclude: ['dist'] })
  .concat(globSync('../../protocol/**/*.ts', { cwd: top }))
  .filter(file => !/(^|\/)(nl|en)\.ts$|\.test\.ts$/.test(file))
  .map(file => ({ isConsole: file.startsWith('../console/'), text: readFileSync(join(top, file), 'utf8') }))

/** Those of these keys that no source reads: neither whole, nor with a word of some source in a gap. */
function unread(keys: readonly string[], sources: readonly { isConsole: boolean; text: string }[]): string[] {
  const own = sources.filter(({ isConsole }) => isConsole).map(({ text }) => text)
  const words = new Set(sources.flatMap(({ text }) => text.match(/[A-Za-z_]\w*/g) ?? []))
  const whole = new Set(own.flatMap(text => text.match(/(?<=['`])[a-z]\w*(?:\.\w+)*(?=['`])/g) ?? []))
  const withGaps = own
    .flatMap(text => text.match(/(?<=`)(?:[\w.]|\$\{[^}]*\})+(?=`)/g) ?? [])
    .filter(text => text.includes('${') && text.includes('.'))
    .map(text => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '(\\w+)')}$`))
  const isRead = (key: string) =>
    whole.has(key) ||
    withGaps.some(reads => {
      const filled = reads.exec(key)?.slice(1)
      return filled?.every(word => words.has(word))
    })
  return keys.filter(key => !isRead(key.replace(/_(one|other)$/, '')))
}

const gapsOf = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted()

test('every sentence has the same gaps to fill in both languages', async () => {
  for (const folder of folders) {
    const english = new Map(sentences(await wordsOf(folder, 'en')))
    for (const [path, dutch] of sentences(await wordsOf(folder, 'nl')))
      expect(gapsOf(english.get(path) ?? ''), path).toEqual(gapsOf(dutch))
  }
})

test('no sentence on screen is longer than twelve words', async () => {
  for (const folder of folders)
    for (const language of ['nl', 'en'] as const)
      for (const [path, text] of sentences(await wordsOf(folder, language)))
        for (const sentence of text.split(/[.?!] /))
          expect(sentence.split(' ').length, path).toBeLessThanOrEqual(12)
})

/** What the house does not say, and what it says instead. Among words by which people look for something all may stand. */
const notSaid: readonly [RegExp, string][] = [
  [/\bkwijt\b|antwoordt niet meer|\bonzeker\b/i, 'weg, even stil'],
  [/\bvermist\b/i, 'weg: vermist is of custody'],
  [/\bin vraag\b/i, 'te controleren'],
  [
    /\b(rij|rijen|lijst|bestand|agenda)\b.*\bover(genomen|nemen|)\b|\bneem(t|en)? (een |de )?(lijst|rij|bestand|agenda)|neem je het over/i,
    'lees in',
  ],
  [/\bbeltijd/i, 'schooluren'],
  [/(vra(ag|agt|gen)|wachten op|kreeg) een teken|teken gekregen/i, 'test de verbinding'],
  [/\bopen weg\b|\bandere wegen\b|\bnoodsein\b/i, 'verbindt via, ook geprobeerd, alleen noodverbinding'],
  [
    /\b(meldde|meldt|meld) (eerst )?(een )?(set|sets|toestel|toestellen|locaties|trajecten)( \w+)? aan\b/i,
    'registreer',
  ],
  [/\b(set|toestel|die) (is )?aangemeld\b/i, 'geregistreerd'],
  [/\bverloop\b/i, 'stappen, metingen, geschiedenis'],
  [/\bgekend\b|\bonbekende?\b/i, 'niet bekend'],
  [/\btoch niet\b|\bgooi\b|\bterug naar\b/i, 'annuleer, sluit'],
  [/\btraject(en)?\b.*\b(loopt|lopen)\b|\blopende? traject/i, 'open, in les'],
  [/^\W*(\{\{code\}\} )?(loopt|lopen)( af)?\W*$/i, 'in les, rondt af'],
  [/\bhoofdtelefoon\b|\bbediening\b/i, 'headset, kastje'],
]

function wrongIn(text: string): string[] {
  return notSaid.flatMap(([wrong, right]) => (wrong.test(text) ? [`“${text}”: ${right}`] : []))
}

test('every screen says the words of the house', async () => {
  const said = (await Promise.all(folders.map(folder => wordsOf(folder, 'nl')))).flatMap(words =>
    sentences(words).filter(([path]) => !/synonyms/.test(path)),
  )
  const names = having('pages').flatMap(({ pages }) => Object.values(pages).map(({ says }) => says.nl))
  expect([...said.map(([, text]) => text), ...names].flatMap(wrongIn)).toEqual([])
})

test('so do pages of the project, files that leave it, and what a set says', () => {
  const root = join(top, '../..')
  const pages = globSync('{*.md,{agent,controlplane,protocol,provisioning,test}/**/*.md}', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  })
  const texts = globSync('{agent,controlplane,protocol,provisioning}/**/*.ts', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', 'controlplane/console/**', '**/*.test.ts'],
  })
  expect(pages.length).toBeGreaterThan(10)
  const wrong = [...pages, ...texts].flatMap(file =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap(line => wrongIn(line).map(found => `${file}: ${found}`)),
  )
  expect(wrong).toEqual([])
})

test('what the house does not say is found', () => {
  const wrong = [
    'Klasset KS-0031 is kwijt',
    'Vraag een teken',
    'Open weg',
    '3 trajecten lopen',
    'loopt',
    'Verloop',
  ]
  expect(wrong.map(text => wrongIn(text).length)).toEqual(wrong.map(() => 1))
  expect(
    wrongIn('Haar klok loopt achter. Meld je aan. Het certificaat verloopt. Neem de dienst over.'),
  ).toEqual([])
})

test.each(folders)('what %s says comes with it, or is on every page', async folder => {
  const below = levels.includes(folder) ? levels.slice(0, levels.indexOf(folder) + 1) : [...levels, folder]
  const known = (await Promise.all(below.map(level => wordsOf(level, 'nl')))).flatMap(words =>
    sentences(words),
  )
  const names = having('pages').flatMap(({ pages }) => Object.keys(pages).map(name => `pages.${name}`))
  const keys = [...names, ...known.map(([path]) => path.replace(/_(one|other)$/, ''))]
  const within = folders.filter(other => other.startsWith(`${folder}/`))
  const files = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: top }).filter(
    file => !file.endsWith('.test.ts') && !within.some(other => file.startsWith(`${other}/`)),
  )
  const said = files.flatMap(file =>
    [...readFileSync(join(top, file), 'utf8').matchAll(/\bt\(\s*['`]([a-z][\w.]*?)(?:['`]|\.\$\{)/g)].map(
      ([, key]) => key!,
    ),
  )
  const missing = said.filter(key => !keys.some(path => path === key || path.startsWith(`${key}.`)))
  expect([...new Set(missing)]).toEqual([])
})

test('no two places say the same thing under one name', async () => {
  const paths = (await Promise.all(folders.map(folder => wordsOf(folder, 'nl')))).flatMap(words =>
    sentences(words).map(([path]) => path),
  )
  expect(paths.filter((path, place) => paths.indexOf(path) !== place)).toEqual([])
})

test('words that nobody reads are named', () => {
  const text = "t('set.old'); t(`set.kind.$" + "{kind}`); const kinds = ['home']"
  expect(
    unread(['set.old', 'set.kind.home', 'set.kind.boat', 'set.gone_one'], [{ isConsole: true, text }]),
  ).toEqual(['set.kind.boat', 'set.gone_one'])
})

test('all words are read somewhere', async () => {
  const paths = (await Promise.all(folders.map(folder => wordsOf(folder, 'nl')))).flatMap(words =>
    sentences(words).map(([path]) => path),
  )
  expect(unread(paths, sources)).toEqual([])
})
