import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nl as nowWords } from '../../controlplane/console/now/nl.ts'

const dist = join(import.meta.dirname, '../../controlplane/console/dist')
const scriptBytesMax = 225_000
const viewBytesMax = 480_000

const page = readFileSync(join(dist, 'index.html'), 'utf8')
const named = [...page.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map(([, name]) => name!)
const bytesOf = (names: Iterable<string>) =>
  [...names].reduce((bytes, name) => bytes + readFileSync(join(dist, 'assets', `${name}.gz`)).length, 0)
const fileOf = (start: string) =>
  readdirSync(join(dist, 'assets')).find(name => name.startsWith(`${start}-`) && name.endsWith('.js'))!

const fileThatSays = (words: string) =>
  readdirSync(join(dist, 'assets')).find(
    name => name.endsWith('.js') && readFileSync(join(dist, 'assets', name), 'utf8').includes(words),
  )!

/** A file of code with all that it imports before it can run. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const text = readFileSync(join(dist, 'assets', name), 'utf8')
  for (const [, next] of text.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) withImports(next!, found)
  return found
}

test('the first page is light enough for a tired laptop', () => {
  const scripts = new Set(named.filter(name => name.endsWith('.js')))
  for (const name of [...scripts, fileOf('NowPage')]) withImports(name, scripts)
  scripts.add(fileThatSays(nowWords.now.failed))
  expect(scripts.size).toBeGreaterThan(2)
  expect(bytesOf(scripts)).toBeLessThan(scriptBytesMax)
  expect(bytesOf(new Set([...scripts, ...named])) + page.length).toBeLessThan(viewBytesMax)
})

test('the words of an area come with that area, and not before', () => {
  const first = withImports(named.find(name => name.startsWith('index-') && name.endsWith('.js'))!)
  const text = [...first].map(name => readFileSync(join(dist, 'assets', name), 'utf8')).join()
  expect(text).toContain('Naar de inhoud')
  expect(text).not.toContain('vernieuwde de sleutel van persoonsgegevens')
  expect(text).not.toContain('Skip to')
})

test('the policy that refuses HTML runs before any other code', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const entry = page.match(/<script type="module"[^>]*src="\/(assets\/[\w-]+\.js)"/)?.[1] ?? ''
  const imports = [...readFileSync(join(dist, entry), 'utf8').matchAll(/(?:from|import)"\.\/([\w-]+)\.js"/g)]
  const files = imports.map(([, name]) => name!).filter(name => !name.startsWith('rolldown-runtime'))
  expect(files[0]).toMatch(/^first-/)
  expect(readdirSync(join(dist, 'assets')).some(name => name.startsWith('first-'))).toBe(true)
})
