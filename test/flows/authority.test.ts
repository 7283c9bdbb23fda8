import { execFile } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { loadAuthority, refuseOtherNames } from '../../controlplane/enrolment/authority/queries.ts'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'
import { programEnvironment } from '../support/program-environment.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../../provisioning/authority/main.ts', import.meta.url))
const keys = ['devices-key.pem', 'root-key.pem', 'server-key.pem', 'servers-key.pem']

let data = ''
let folder = ''
const file = (name: string) => join(folder, name)

beforeEach(async () => {
  const ground = await mkdtemp(join(tmpdir(), 'setwacht-authority-'))
  onTestFinished(() => rm(ground, { recursive: true, force: true }))
  data = join(ground, 'data')
  folder = join(data, 'authority')
})

test('the command makes an authority whose every certificate stock OpenSSL accepts for its purpose alone', async () => {
  const { code, output } = await authority('create', '--host', 'setwacht.example.org')
  expect({ code, output }).toMatchObject({ code: 0 })
  const ca = ['-CAfile', file('root.pem')]
  expect(await openssl('verify', ...ca, file('root.pem'), file('devices.pem'), file('servers.pem'))).toBe(0)
  const server = [...ca, '-untrusted', file('servers.pem')]
  expect(await openssl('verify', ...server, '-purpose', 'sslserver', file('server.pem'))).toBe(0)
  expect(await openssl('verify', ...server, '-purpose', 'sslclient', file('server.pem'))).not.toBe(0)
  for (const name of ['mqtt', 'set']) {
    const hostname = ['-verify_hostname', `${name}.setwacht.example.org`]
    expect(await openssl('verify', ...server, ...hostname, file('server.pem'))).toBe(0)
  }
  expect(
    await openssl('verify', ...server, '-verify_hostname', 'setwacht.example.org', file('server.pem')),
  ).not.toBe(0)
  // A set whose clock stands at 1970 can connect.
  expect(await openssl('verify', ...server, '-attime', '1', file('server.pem'))).toBe(0)
})

test('keys are for their owner alone, and each belongs to its certificate', async () => {
  await authority('create')
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await readdir(folder)).filter(name => name.endsWith('-key.pem')).sort()).toEqual(keys)
  for (const name of keys) {
    expect((await stat(file(name))).mode & 0o777).toBe(0o600)
    const certificate = new X509Certificate(await readFile(file(name.replace('-key', ''))))
    expect(certificate.checkPrivateKey(createPrivateKey(await readFile(file(name))))).toBe(true)
  }
})

test('a second create is refused and changes nothing', async () => {
  await authority('create')
  const before = await readFile(file('root.pem'), 'utf8')
  const { code, output } = await authority('create')
  expect(code).toBe(1)
  expect(output).toContain(`An authority already lies in ${folder}`)
  expect(await readFile(file('root.pem'), 'utf8')).toBe(before)
  expect(await readdir(data)).toEqual(['authority'])
})

test('show prints the fingerprint of the root as OpenSSL does, and says which keys may be taken away', async () => {
  await authority('create')
  const { stdout } = await run('openssl', [
    'x509',
    '-in',
    file('root.pem'),
    '-noout',
    '-fingerprint',
    '-sha256',
  ])
  const { output } = await authority('show')
  expect(output).toContain(stdout.trim().split('=')[1])
  expect(output).toContain('root-key.pem lies here')
  await rename(file('root-key.pem'), join(data, 'elsewhere.pem'))
  expect((await authority('show')).output).toContain('root-key.pem is kept elsewhere')
})

test('a rotation needs the root key, keeps the certificate of before, and the control plane knows both', async () => {
  await authority('create')
  const before = await readFile(file('devices.pem'), 'utf8')
  await rename(file('root-key.pem'), join(data, 'elsewhere.pem'))
  const refused = await authority('rotate')
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('bring it back') })
  expect(await readFile(file('devices.pem'), 'utf8')).toBe(before)

  await rename(join(data, 'elsewhere.pem'), file('root-key.pem'))
  expect((await authority('rotate')).code).toBe(0)
  const serial = new X509Certificate(before).serialNumber.toLowerCase()
  expect(await readFile(file(`devices-${serial}.pem`), 'utf8')).toBe(before)
  expect(await openssl('verify', '-CAfile', file('root.pem'), file('devices.pem'))).toBe(0)
  const loaded = await loadAuthority(data)
  expect(loaded?.devices.earlierPems).toEqual([before])
  expect(loaded?.devices.certificatePem).not.toBe(before)
})

test('the servers get a certificate for another name without a new root', async () => {
  await authority('create')
  const loaded = await loadAuthority(data)
  expect(loaded?.server.names).toEqual(['localhost', '127.0.0.1', '::1'])
  expect(() => refuseOtherNames(loaded!, data, ['set.example.org'])).toThrow(
    /server\.pem is for localhost.*set\.example\.org/s,
  )
  expect((await authority('server', '--host', 'Example.org')).code).toBe(0)
  const renewed = await loadAuthority(data)
  expect(renewed?.server.names).toEqual(['mqtt.example.org', 'set.example.org'])
  expect(renewed?.fingerprint).toBe(loaded?.fingerprint)
  expect(() => refuseOtherNames(renewed!, data, ['set.example.org'])).not.toThrow()
})

test('what is wrong in the folder stops the start and names the file', async () => {
  expect(await loadAuthority(data)).toBeUndefined()
  await authority('create')
  await expectRefused('devices-key.pem', /can be read by others/, path => chmod(path, 0o640))
  await expectRefused('root-key.pem', /can be read by others/, path => chmod(path, 0o604))
  await expectRefused('server-key.pem', /is missing/, path => rm(path))
  await expectRefused('devices.pem', /is missing/, path => rm(path))
  await expectRefused('servers.pem', /cannot be read/, path => writeFile(path, 'nonsense'))
  await expectRefused('server-key.pem', /is not the key of/, path => copyFile(file('devices-key.pem'), path))
  await expectRefused('devices-key.pem', /is not the key of/, path => copyFile(file('root-key.pem'), path))
  await expectRefused(
    'devices.pem',
    /is not the key of/,
    path => copyFile(file('servers.pem'), path),
    'devices-key.pem',
  )
  await expectRefused('server.pem', /is not signed by/, path => copyFile(file('devices.pem'), path))
  expect(await loadAuthority(data)).toBeDefined()
})

test('a command that cannot be understood says what was expected', async () => {
  expect(await authority('destroy')).toMatchObject({
    code: 1,
    output: expect.stringContaining('Expected one of create'),
  })
  expect(await authority('show')).toMatchObject({
    code: 1,
    output: expect.stringContaining('No authority lies in'),
  })
  expect(await authority('create', '--host', '10.0.0.1')).toMatchObject({
    code: 1,
    output: expect.stringContaining('host name'),
  })
})

async function authority(command: string, ...args: string[]) {
  const asked = [program, command, '--data', data, ...args]
  return run(process.execPath, asked, { env: { ...programEnvironment } }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: `${stdout}${stderr}` }),
  )
}

async function openssl(...args: string[]): Promise<number> {
  return run('openssl', args).then(
    () => 0,
    ({ code }) => Number(code),
  )
}

/** Spoils one file, expects the refusal that names it, and puts it back. */
async function expectRefused(
  name: string,
  words: RegExp,
  spoil: (path: string) => Promise<unknown>,
  named = name,
): Promise<void> {
  const path = file(name)
  const [kept, { mode }] = [await readFile(path), await stat(path)]
  await spoil(path)
  const failure = await loadAuthority(data).catch(refused => refused)
  expect(failure).toBeInstanceOf(StartRefused)
  expect(failure.message).toMatch(words)
  expect(failure.message).toContain(join(folder, named))
  await writeFile(path, kept)
  await chmod(path, mode)
}
