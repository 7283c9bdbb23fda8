import { createSocket } from 'node:dgram'
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeAuthority } from '../support/control-plane.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase | undefined
let started: ReturnType<typeof startControlPlaneProcess>[] = []

afterEach(async () => {
  await Promise.all(started.map(process => process.stop('SIGKILL')))
  started = []
  await database?.drop()
  database = undefined
})

function start(environment: Record<string, string>) {
  const process = startControlPlaneProcess({ ...freePorts, ...environment })
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
  [{ SETWACHT_MQTT_WS_PORT: 'x' }, 'SETWACHT_MQTT_WS_PORT is "x". Expected a port'],
  [{ SETWACHT_SET_PORT: '443 ' }, 'SETWACHT_SET_PORT is "443 ". Expected a port'],
  [{ SETWACHT_LISTEN: 'everywhere' }, 'SETWACHT_LISTEN is "everywhere". Expected an address of this machine'],
  [
    { SETWACHT_PUBLIC_URL: 'http://a.example' },
    'SETWACHT_PUBLIC_URL is "http://a.example". Expected https://',
  ],
  [{ SETWACHT_PUBLIC_URL: 'https://a.example/b' }, 'SETWACHT_PUBLIC_URL is "https://a.example/b". Expected'],
  [{ SETWACHT_DEVICE_HOST: '10.0.0.1' }, 'SETWACHT_DEVICE_HOST is "10.0.0.1". Expected a host name'],
  [
    { SETWACHT_DEVICE_HOST: 'a.example:443' },
    'SETWACHT_DEVICE_HOST is "a.example:443". Expected a host name',
  ],
  [{ SETWACHT_TLS_CERT: 'a.pem' }, 'SETWACHT_TLS_CERT is "a.pem". Expected the full path of a certificate'],
  [{ SETWACHT_TLS_KEY: '/a.pem' }, 'SETWACHT_TLS_KEY is set and SETWACHT_TLS_CERT is not. Expected both'],
  [{ SETWACHT_TRUSTED_PROXIES: 'all' }, 'SETWACHT_TRUSTED_PROXIES is "all". Expected addresses or ranges'],
  [{ SETWACHT_TRUSTED_PROXIES: '10.0.0.0/33' }, 'SETWACHT_TRUSTED_PROXIES is "10.0.0.0/33". Expected'],
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

describe('doors beyond loopback', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'setwacht-doors-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  test.each([
    [{ SETWACHT_LISTEN: '0.0.0.0' }, 'SETWACHT_LISTEN is "0.0.0.0"'],
    [{ SETWACHT_DEVICE_HOST: 'sets.example' }, 'SETWACHT_DEVICE_HOST is "sets.example"'],
  ])('without an authority %j stops the start and names the command', async (environment, sentence) => {
    const refusal = await refusalOf({ SETWACHT_DATA_DIR: dataDir, ...environment })
    expect(refusal).toContain(`${sentence}, but no authority lies in ${dataDir}`)
    expect(refusal).toContain(`npm run authority -- create --data ${dataDir}`)
  })

  test('an address beyond loopback without a name for sets stops the start', async () => {
    await makeAuthority(dataDir)
    const refusal = await refusalOf({ SETWACHT_DATA_DIR: dataDir, SETWACHT_LISTEN: '0.0.0.0' })
    expect(refusal).toContain('SETWACHT_LISTEN is "0.0.0.0" and SETWACHT_DEVICE_HOST is not set')
  })

  test("a device host that the servers' certificate does not name stops the start", async () => {
    await makeAuthority(dataDir)
    const refusal = await refusalOf({ SETWACHT_DATA_DIR: dataDir, SETWACHT_DEVICE_HOST: 'sets.example' })
    expect(refusal).toContain('Expected mqtt.sets.example among them')
  })

  test('a key of the console that others can read, or that is of another certificate, stops the start', async () => {
    database = await createDatabase()
    await makeAuthority(dataDir)
    const folder = join(dataDir, 'authority')
    const start = (keyFile: string) =>
      refusalOf({
        DATABASE_URL: (database as TestDatabase).url,
        SETWACHT_DATA_DIR: dataDir,
        SETWACHT_TLS_CERT: join(folder, 'server.pem'),
        SETWACHT_TLS_KEY: keyFile,
      })
    const open = join(dataDir, 'open-key.pem')
    await copyFile(join(folder, 'server-key.pem'), open)
    await chmod(open, 0o604)
    expect(await start(open)).toContain(`SETWACHT_TLS_KEY: ${open} can be read by others (mode 604)`)
    expect(await start(join(folder, 'root-key.pem'))).toContain('is not the key of')
    expect(await start(join(folder, 'none.pem'))).toContain('none.pem cannot be read (ENOENT)')
  })
})

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
