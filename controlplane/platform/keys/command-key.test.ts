import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandKeyJws } from '../../../protocol/command.ts'
import { StartRefused } from '../start-refused.ts'
import { makeKey, openCommandKeys } from './command-key.ts'
import { commandKeyFile } from './command-key-file.ts'

const device = '018f3e2a-1111-7abc-8def-0123456789ab'
const now = 1_795_315_200_500

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setwacht-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

const add = async (key: Awaited<ReturnType<typeof makeKey>>) =>
  commandKeyFile.replace(folder, [key, ...((await commandKeyFile.read(folder)) ?? [])])

const verified = async (jws: string, key: object) => {
  const { payload } = await compactVerify(jws, await importJWK(key, 'EdDSA'))
  return JSON.parse(new TextDecoder().decode(payload))
}

test('the first start makes a key that only its user can read, and the next start keeps it', async () => {
  const first = await openCommandKeys(join(folder, 'data'), Date.now())
  const second = await openCommandKeys(join(folder, 'data'), Date.now())
  expect((await stat(commandKeyFile.fileIn(join(folder, 'data')))).mode & 0o777).toBe(0o600)
  expect(second.public).toEqual(first.public)
  expect(first.public).toHaveLength(1)
  expect(first.notice).toBeUndefined()
})

test('two starts at the same moment end with the same key', async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, () => openCommandKeys(folder, Date.now())))
  expect(new Set(opened.map(keys => keys.public[0]?.kid)).size).toBe(1)
})

test('a command is for one device, for its time, and signed by the key that sets hold', async () => {
  const keys = await openCommandKeys(folder, Date.now())
  const command = { kind: 'ask', device, body: { question: 'ping' }, seconds: 30, now } as const
  const { id, jws } = await keys.sign(command)
  expect(decodeProtectedHeader(jws)).toEqual({ alg: 'EdDSA', kid: keys.public[0]?.kid })
  expect(await verified(jws, keys.public[0] ?? {})).toEqual({
    kind: 'ask',
    id,
    iat: 1_795_315_200,
    nbf: 1_795_315_200,
    exp: 1_795_315_230,
    device,
    body: { question: 'ping' },
  })
  expect((await keys.sign(command)).id).not.toBe(id)
})

test('a key that is added signs from then on, and is handed out signed by the oldest', async () => {
  const before = await openCommandKeys(folder, Date.now())
  await add(await makeKey(Date.now() + 1000))
  const after = await openCommandKeys(folder, Date.now())
  expect(after.public.map(({ kid }) => kid)).toEqual([expect.any(String), before.public[0]?.kid])
  const notice = after.notice ?? ''
  expect(Compile(CommandKeyJws).Check(notice)).toBe(true)
  expect(decodeProtectedHeader(notice).kid).toBe(before.public[0]?.kid)
  expect(await verified(notice, before.public[0] ?? {})).toEqual({
    kind: 'command_key',
    key: after.public[0],
  })
})

test('a fifth key takes the place of the oldest', async () => {
  await openCommandKeys(folder, Date.now())
  for (let each = 1; each <= 4; each++) await add(await makeKey(Date.now() + each * 1000))
  expect((await openCommandKeys(folder, Date.now())).public).toHaveLength(4)
})

test.each([
  ['open to others', async (file: string) => chmod(file, 0o640), /chmod 600/],
  ['damaged', async (file: string) => writeFile(file, '{"keys":[]}'), /does not hold what it should/],
])('a key file that is %s stops the start and stays as it is', async (_what, spoil, says) => {
  await openCommandKeys(folder, Date.now())
  await spoil(commandKeyFile.fileIn(folder))
  const text = await readFile(commandKeyFile.fileIn(folder), 'utf8')
  const refused = await openCommandKeys(folder, Date.now()).catch((failure: unknown) => failure)
  expect(refused).toBeInstanceOf(StartRefused)
  expect((refused as Error).message).toMatch(says)
  expect(await readFile(commandKeyFile.fileIn(folder), 'utf8')).toBe(text)
})
