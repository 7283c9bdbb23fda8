import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startControlPlaneProcess } from '../support/control-plane-process.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

const ports = { SETWACHT_HTTP_PORT: '0', SETWACHT_MQTT_PORT: '0', SETWACHT_STUN_PORT: '0' }
let database: TestDatabase | undefined
let started: ReturnType<typeof startControlPlaneProcess>[] = []

afterEach(async () => {
  await Promise.all(started.map(process => process.stop('SIGKILL')))
  started = []
  await database?.drop()
  database = undefined
})

function start(environment: Record<string, string>) {
  const process = startControlPlaneProcess({ ...ports, ...environment })
  started.push(process)
  return process
}

/** What a person reads when the start is refused: one line, and never a stack trace. */
async function refusalOf(environment: Record<string, string>): Promise<string> {
  const process = start(environment)
  expect(await process.gone).toBe(1)
  const output = process.output().trim()
  expect(output).not.toMatch(/\n\s+at /)
  return output.split('\n').at(-1) as string
}

test.each([
  [{ SETWACHT_HTTP_PORT: 'eighty' }, 'SETWACHT_HTTP_PORT is "eighty". Expected a port from 1 to 65535'],
  [{ SETWACHT_MQTT_PORT: '70000' }, 'SETWACHT_MQTT_PORT is "70000". Expected a port'],
  [{ SETWACHT_STUN_PORT: '-1' }, 'SETWACHT_STUN_PORT is "-1". Expected a port'],
  [{ SETWACHT_DATA_DIR: 'data' }, 'SETWACHT_DATA_DIR is "data". Expected the full path'],
  [{ SETWACHT_LISTEN: '0.0.0.0' }, 'SETWACHT_LISTEN is "0.0.0.0". Expected a loopback address'],
  [{ SETWACHT_HTTP_PROT: '1' }, 'SETWACHT_HTTP_PROT is not a setting. The settings are SETWACHT_DATA_DIR'],
  [{ DATABASE_URL: 'mysql://root:secret@localhost/x' }, 'DATABASE_URL cannot be read. Expected postgres://'],
])('a wrong setting stops the start and says what was expected: %j', async (environment, sentence) => {
  const refusal = await refusalOf(environment)
  expect(refusal).toContain(`Setwacht does not start. ${sentence}`)
  expect(refusal).not.toContain('secret')
})

test.each(['SETWACHT_HTTP_PORT', 'SETWACHT_MQTT_PORT'])(
  'a port in use names the port and %s',
  async setting => {
    database = await createDatabase()
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const refusal = await refusalOf({ DATABASE_URL: database.url, [setting]: String(port) })
    expect(refusal).toContain(`Port ${port} (${setting}) is in use by another program`)
    other.close()
  },
)

test('a STUN port in use names the port and the setting', async () => {
  database = await createDatabase()
  const other = createSocket('udp4')
  await new Promise<void>(resolve => other.bind(0, '127.0.0.1', resolve))
  const { port } = other.address()
  const refusal = await refusalOf({ DATABASE_URL: database.url, SETWACHT_STUN_PORT: String(port) })
  expect(refusal).toContain(`Port ${port} (SETWACHT_STUN_PORT) is in use by another program`)
  other.close()
})

test('a database that cannot be reached says so and what to do', async () => {
  const refusal = await refusalOf({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/setwacht' })
  expect(refusal).toContain('PostgreSQL does not let us in')
  expect(refusal).toContain('DATABASE_URL')
  expect(refusal).not.toContain('secret')
})

test('a database that refuses the password says so without showing it', async () => {
  database = await createDatabase()
  const url = new URL(database.url)
  url.password = 'wrong-secret'
  const refusal = await refusalOf({ DATABASE_URL: url.href })
  expect(refusal).toContain('PostgreSQL does not let us in')
  expect(refusal).not.toContain('wrong-secret')
})

test('a second start stops cleanly on a signal', async () => {
  database = await createDatabase()
  const process = start({ DATABASE_URL: database.url })
  await process.ready()
  expect(await process.stop('SIGINT')).toBe(0)
})
