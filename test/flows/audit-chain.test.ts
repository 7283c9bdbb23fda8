import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAct } from '../../controlplane/audit/actions.ts'
import { anchorChain } from '../../controlplane/audit/anchor/actions.ts'
import { AuditChain } from '../../controlplane/audit/api.ts'
import { findBreak } from '../../controlplane/audit/chain/queries.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { askAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane

beforeAll(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 2)
})
afterAll(() => plane.stop())

describe('the chain', () => {
  test('200 acts at once make one chain without a fork', async () => {
    const many = openDatabase(plane.databaseUrl, { role: 'setwacht_console' })
    const before = (await findBreak(plane.sql)).rows
    await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        many.begin(tx =>
          recordAct(tx, { at: Date.now(), actor: 'system', act: 'duty_added', subject: `many:${number}` }),
        ),
      ),
    )
    await many.end()
    const { rows, head, broken } = await findBreak(plane.sql)
    expect({ added: rows - before, head: head?.no, broken }).toEqual({
      added: 200,
      head: rows,
      broken: undefined,
    })
  })

  test('an act that is undone leaves no gap', async () => {
    const before = await findBreak(plane.sql)
    const undone = plane.sql.begin(async tx => {
      await recordAct(tx, { at: Date.now(), actor: 'system', act: 'duty_added', subject: 'undone' })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await plane.sql.begin(tx =>
      recordAct(tx, { at: Date.now(), actor: 'system', act: 'duty_added', subject: 'done' }),
    )
    const after = await findBreak(plane.sql)
    expect([after.rows, after.broken]).toEqual([before.rows + 1, undefined])
  })

  test('the screen tells how long it is and that it holds', async () => {
    const chain = await (await askAs(plane.admin, '/api/audit/chain')).json()
    expect([...Compile(AuditChain).Errors(chain)]).toEqual([])
    const { rows, head } = await findBreak(plane.sql)
    expect(chain).toMatchObject({ rows, head: head?.hash, brokenAt: null })
  })
})

describe('the head is kept outside', () => {
  const startWith = (auditAnchor: string) =>
    startControlPlaneProcess({
      ...freePorts,
      DATABASE_URL: plane.databaseUrl,
      SETWACHT_DATA_DIR: plane.dataDir,
      SETWACHT_AUDIT_ANCHOR: auditAnchor,
    })

  test('in a file and in the log of the server from its start on, once for each head', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'setwacht-anchor-'))
    const file = join(folder, 'anchors')
    const linesOf = async () => (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1)
    const { head: first } = await findBreak(plane.sql)
    for (const _start of [1, 2]) {
      const other = startWith(file)
      await other.ready()
      await until('the head is in the log', () => other.output().includes(`"hash":"${first?.hash}"`))
      await until('an anchor', async () => (await linesOf()).length > 0)
      await other.stop()
    }
    await registerPairs(plane.admin, 3, { first: 7 })
    await anchorChain(plane.sql, { target: file, log: pino({ level: 'silent' }) })(Date.now())
    const { head: second } = await findBreak(plane.sql)
    expect((await linesOf()).map(line => JSON.parse(line))).toMatchObject([first, second])
    await rm(folder, { recursive: true })
  })

  test('where nothing can be kept the server says that it is not ready, and why', async () => {
    const other = startWith('/dev/null/anchors')
    const { httpPort } = await other.ready()
    const ask = async () =>
      (await (await fetch(`http://127.0.0.1:${httpPort}/readyz`)).json()) as { problems: string[] }
    const told = await until('a problem', async () =>
      (await ask()).problems.find(words => words.includes('audit')),
    )
    expect(told).toBe('a scheduled job fails: anchor audit log')
    await other.stop()
  })

  test('at an address, and a refusal there makes the job fail', async () => {
    const got: string[] = []
    let status = 500
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => got.push(chunk.toString()))
      request.on('end', () => response.writeHead(status).end())
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/anchors`
    const keep = anchorChain(plane.sql, { target, log: pino({ level: 'silent' }) })
    await expect(keep(Date.now())).rejects.toThrow('500')
    status = 204
    await keep(Date.now())
    await keep(Date.now())
    const { head } = await findBreak(plane.sql)
    expect(got.map(text => JSON.parse(text))).toMatchObject([head, head])
    server.close()
  })
})
