import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordAct } from '../../controlplane/audit/actions.ts'
import { anchorChain } from '../../controlplane/audit/anchor/actions.ts'
import { readAnchors } from '../../controlplane/audit/anchor/queries.ts'
import { findBreak, hashAct } from '../../controlplane/audit/chain/queries.ts'
import type { ActName } from '../../controlplane/audit/rules.ts'
import { bringing } from '../../controlplane/bringing.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { seededRandom } from '../fleet/chance.ts'
import { runCommand, type Said } from '../support/command.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

const seed = 20_261_122
const random = seededRandom(seed)
/** Any row but the first and the last. */
const anyRow = () => 2 + Math.floor(random() * (rows - 2))
const twoRows = (): [number, number] => {
  const [one, other] = [anyRow(), anyRow()]
  return one === other ? twoRows() : [Math.min(one, other), Math.max(one, other)]
}
/** More than the verifier reads at once. */
const rows = 1200

let database: TestDatabase
let sql: Database
let folder: string
let anchor: string
const everyAct = bringing('acts').flatMap(({ acts }): readonly ActName[] => acts)

const log = pino({ level: 'silent' })
const anchored = () => anchorChain(sql, { target: anchor, log })(Date.now())
const verify = (...args: string[]): Promise<Said> =>
  runCommand('audit-verify', ['verify', ...args], { databaseUrl: database.url, dataDir: folder })
/** What the command finds, without its start. */
const find = async (withAnchor = false) =>
  (await findBreak(sql, withAnchor ? (await readAnchors(anchor)).byNo : undefined)).broken

async function act(number: number): Promise<void> {
  const at = Date.UTC(2026, 0, 1) + number * 1000
  await sql.begin(tx =>
    recordAct(tx, {
      at,
      actor: 'system',
      act: everyAct[number % everyAct.length]!,
      subject: `set:KS-${number}`,
      detail: { number },
    }),
  )
}

beforeAll(async () => {
  database = await createDatabase()
  sql = openDatabase(database.url, { max: 2 })
  folder = await mkdtemp(join(tmpdir(), 'setwacht-audit-'))
  anchor = join(folder, 'anchors')
  for (let number = 1; number <= rows; number += 1) {
    await act(number)
    if (number === 400 || number === 1000) await anchored()
  }
  await anchored()
  await sql`create table kept as select * from audit_log`
})
afterAll(async () => {
  await sql.end()
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await sql`delete from audit_log`
  await sql`insert into audit_log select * from kept`
})

/** What the owner of the database wrote over it: the whole chain from a row on is right again. */
async function hashAnewFrom(first: number): Promise<void> {
  const [before] = await sql<{ hash: Buffer }[]>`select hash from audit_log where no = ${first - 1}`
  let previous = before?.hash ?? Buffer.alloc(0)
  const later = await sql<
    { no: number; at: number; actor: string; act: string; subject: string; detail: string }[]
  >`
    select no, at, actor, act, subject, detail from audit_log where no >= ${first} order by no`
  for (const row of later) {
    previous = hashAct(previous, row)
    await sql`update audit_log set hash = ${previous} where no = ${row.no}`
  }
}

test('a log that nobody touched is as it was written, and every anchor is in it', async () => {
  const { head } = await findBreak(sql)
  const said = await verify('--anchor', anchor)
  expect(said).toMatchObject({ code: 0, err: '' })
  expect(said.out).toBe(
    `rows: ${rows}, the last is ${rows} with the hash ${head?.hash}\nanchors: 3\nevery row is as it was written\n`,
  )
})

describe(`whatever a superuser does, the verifier names the first bad row (seed ${seed})`, () => {
  test.each([
    ['at', "at + interval '1 second'"],
    ['at', "at + interval '1 microsecond'"],
    ['at', "'infinity'"],
    ['actor', "'somebody'"],
    ['act', "case act when 'signed_in' then 'signed_out' else 'signed_in' end"],
    ['subject', "subject || ' '"],
    ['detail', "'{}'"],
    ['detail', "replace(detail, ':', ': ')"],
    ['hash', "'\\x00'"],
  ])('%s changed to %s', async (column, value) => {
    const [no, other] = twoRows()
    await sql.unsafe(`update audit_log set ${column} = ${value} where no in (${no}, ${other})`)
    expect(await find()).toEqual({ no, flaw: 'changed' })
  })

  test.each(['the first', 'the last but one', 'any'])('%s row deleted', async which => {
    const no = { 'the first': 1, 'the last but one': rows - 1, any: anyRow() }[which] ?? 1
    await sql`delete from audit_log where no = ${no}`
    expect(await find()).toEqual({ no, flaw: 'missing' })
  })

  test('a row deleted and the gap closed', async () => {
    const no = anyRow()
    await sql`delete from audit_log where no = ${no}`
    await sql`update audit_log set no = -no where no > ${no}`
    await sql`update audit_log set no = -no - 1 where no < 0`
    expect(await find()).toEqual({ no, flaw: 'changed' })
  })

  test('two rows swapped', async () => {
    const [one, other] = twoRows()
    await sql`
      update audit_log set no = case no when ${one} then ${-other}::int8 else ${-one}::int8 end
      where no in (${one}, ${other})`
    await sql`update audit_log set no = -no where no < 0`
    expect(await find()).toEqual({ no: one, flaw: 'changed' })
  })

  test('a row put in before the first', async () => {
    await sql`insert into audit_log select 0, at, actor, act, subject, detail, hash from kept where no = 1`
    expect(await find()).toEqual({ no: 0, flaw: 'added' })
  })

  test('the command says it in words and ends with 1', async () => {
    const no = anyRow()
    await sql`update audit_log set actor = 'somebody' where no = ${no}`
    const said = await verify()
    expect(said.code).toBe(1)
    expect(said.out).toContain(`the first bad row is ${no}: it is not what was written there`)
  })
})

describe('what only the anchor shows', () => {
  test('the tail cut off', async () => {
    await sql`delete from audit_log where no > ${rows - 100}`
    expect(await verify()).toMatchObject({ code: 0 })
    const said = await verify('--anchor', anchor)
    expect(said.code).toBe(1)
    expect(said.out).toContain(`row is ${rows - 99}: it and those after it are missing`)
  })

  test('everything cut off', async () => {
    await sql`delete from audit_log`
    expect(await find()).toBeUndefined()
    expect(await find(true)).toEqual({ no: 1, flaw: 'cut' })
  })

  test.each([
    [200, 400],
    [401, 1000],
    [1001, rows],
  ])('row %d changed and everything from there on hashed anew: the anchor of row %d', async (no, caught) => {
    await sql`update audit_log set actor = 'somebody' where no = ${no}`
    await hashAnewFrom(no)
    expect(await find()).toBeUndefined()
    expect(await find(true)).toEqual({ no: caught, flaw: 'rewritten' })
  })

  test('the next anchor is refused, so that the server says that something is wrong', async () => {
    await sql`delete from audit_log where no > 900`
    await expect(anchored()).rejects.toThrow(`row ${rows} of the audit log was kept with the hash`)
    await act(901)
    await expect(anchored()).rejects.toThrow('the log has no such row')
    for (let number = 902; number <= rows; number += 1) await act(number)
    await sql`update audit_log set actor = 'somebody' where no = 901`
    await hashAnewFrom(901)
    await expect(anchored()).rejects.toThrow('the log has another one there')
  })

  test('a line that a power cut left half is named, and the next one is whole', async () => {
    const torn = join(folder, 'torn')
    await writeFile(torn, '{"at":"2026-01-01T00:0')
    await anchorChain(sql, { target: torn, log })(Date.now())
    const said = await verify('--anchor', torn)
    expect(said).toMatchObject({
      code: 0,
      out: expect.stringContaining('line 1 of the anchors cannot be read'),
    })
    expect(said.out).toContain('anchors: 1\n')
    await appendFile(torn, '[]\n')
    expect((await verify('--anchor', torn)).out).toContain('line 3 of the anchors')
  })
})

test.each([
  [['verify', 'now']],
  [[]],
  [['verify', '--anker', 'x']],
  [['verify', '--anchor', '/nowhere/anchors']],
])('the command asked wrongly with %j says what it expects', async args => {
  const said = await runCommand('audit-verify', args, { databaseUrl: database.url, dataDir: folder })
  expect(said.code).toBe(1)
  expect(said.err).toMatch(/npm run audit -- verify|There is no file \/nowhere\/anchors/)
})
