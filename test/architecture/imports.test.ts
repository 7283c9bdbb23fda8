import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowed, levelViolations, type Planted, violations } from './planted-imports.ts'

type Found = { from: string; rule: { name: string } }

const top = join(import.meta.dirname, '..', '..')
const config = join(import.meta.dirname, 'imports.cjs')
const load = createRequire(import.meta.url)
const levels = load('./levels.cjs') as string[][]
const rules = (load('./imports.cjs') as { forbidden: { name: string }[] }).forbidden.map(rule => rule.name)
const planted: Planted[] = [...violations, ...levelViolations(levels)]
const run = promisify(execFile)

let tree: string
let found: Found[]

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'setwacht-imports-'))
  await symlink(join(top, 'node_modules'), join(tree, 'node_modules'))
  for (const { file, imports } of [...planted, ...allowed]) await plantFile(file, imports)
  await plantFile('agent/circle-one.ts', 'agent/circle-two.ts')
  await plantFile('agent/circle-two.ts', 'agent/circle-one.ts')
  found = await cruise(tree)
})

afterAll(() => rm(tree, { recursive: true, force: true }))

test.each(planted)('$file may not import $imports: $rule', ({ file, rule }) => {
  expect(rulesBrokenBy(file)).toEqual([rule])
})

test('two files that import each other are a circle', () => {
  // A circle is told once, from wherever the walk entered it.
  expect(['agent/circle-one.ts', 'agent/circle-two.ts'].flatMap(rulesBrokenBy)).toEqual(['no-cycles'])
})

test.each(allowed)('$file may import $imports', ({ file }) => {
  expect(rulesBrokenBy(file)).toEqual([])
})

test('every rule is proved by a planted violation', () => {
  expect(rules.filter(name => name !== 'no-cycles' && !planted.some(({ rule }) => rule === name))).toEqual([])
})

test('every folder of the control plane stands in the feature table', () => {
  const folders = readdirSync(join(top, 'controlplane'), { withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  )
  const known = ['console', ...levels.flat()]
  expect(folders.map(entry => entry.name).filter(name => !known.includes(name))).toEqual([])
})

test('the real tree breaks no rule', async () => {
  expect((await cruise(top)).map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([])
}, 180_000)

function rulesBrokenBy(file: string): string[] {
  return found.filter(({ from }) => from === file).map(({ rule }) => rule.name)
}

async function plantFile(file: string, imports: string): Promise<void> {
  const isLocal = /^(agent|controlplane|protocol|provisioning|test)\//.test(imports)
  const path = relative(dirname(file), imports)
  const from = isLocal ? (path.startsWith('.') ? path : `./${path}`) : imports
  await write(file, `export * from '${from}'\n`)
  if (isLocal && !existsSync(join(tree, imports))) await write(imports, 'export const here = true\n')
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true })
  await writeFile(join(tree, file), text)
}

async function cruise(folder: string): Promise<Found[]> {
  const program = join(top, 'node_modules/.bin/depcruise')
  const args = [program, '--config', config, '--output-type', 'json', '.']
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
  const { summary } = JSON.parse(stdout) as { summary: { violations: Found[]; totalCruised: number } }
  expect(summary.totalCruised).toBeGreaterThan(0)
  return summary.violations
}
