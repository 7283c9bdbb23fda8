import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const dist = join(import.meta.dirname, '../../controlplane/console/dist')
const scriptBytesMax = 250_000
const viewBytesMax = 480_000

test('the first page is light enough for a tired laptop', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = [...page.matchAll(/assets\/[\w-]+\.(?:js|css)/g)].map(([name]) => name)
  const bytesOf = (name: string) => readFileSync(join(dist, `${name}.gz`)).length
  const sum = (names: string[]) => names.reduce((bytes, name) => bytes + bytesOf(name), 0)
  expect(named.length).toBeGreaterThan(2)
  expect(sum(named.filter(name => name.endsWith('.js')))).toBeLessThan(scriptBytesMax)
  expect(sum(named) + page.length).toBeLessThan(viewBytesMax)
})

test('the policy that refuses HTML runs before any other code', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const entry = page.match(/<script[^>]*src="\/(assets\/[\w-]+\.js)"/)?.[1] ?? ''
  const imports = [...readFileSync(join(dist, entry), 'utf8').matchAll(/(?:from|import)"\.\/([\w-]+)\.js"/g)]
  const files = imports.map(([, name]) => name!).filter(name => !name.startsWith('rolldown-runtime'))
  expect(files[0]).toMatch(/^first-/)
  expect(readdirSync(join(dist, 'assets')).some(name => name.startsWith('first-'))).toBe(true)
})
