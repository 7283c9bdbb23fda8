import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageState } from '../../agent/local-page/api.ts'
import { tokenHeader } from '../../agent/local-page/token-header.ts'
import { type Sending, sendMessage, withdrawMessage } from '../../controlplane/messages/actions.ts'
import { findMessagesOf } from '../../controlplane/messages/queries.ts'
import { openPersonalKeys, type PersonalData } from '../../controlplane/platform/keys/personal-data.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { makeAuthority } from '../support/control-plane.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { askForCode, enrolByCommand, registerSet } from '../support/enrolment.ts'
import { startKillablePlane } from '../support/killable-plane.ts'
import { until } from '../support/until.ts'

const label = 'KS-0001'
let dataDir: string
let database: TestDatabase
let plane: Awaited<ReturnType<typeof startKillablePlane>>
let agent: Awaited<ReturnType<typeof prepareAgent>>
let console: Database
let personal: PersonalData

/** A control plane and a set, each a process that is killed and started; the set reaches it by one port all the time. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'setwacht-messages-'))
  await makeAuthority(dataDir)
  database = await createDatabase()
  plane = await startKillablePlane({ DATABASE_URL: database.url, SETWACHT_DATA_DIR: dataDir })
  console = openDatabase(database.url, { max: 2, role: 'setwacht_console' })
  personal = await openPersonalKeys(dataDir, Date.now())
  agent = await prepareAgent(undefined, 3600)
  await registerSet(plane.admin(), label)
  await enrolByCommand(agent.directory, await askForCode(plane.admin(), label))
  const file = join(agent.directory, 'identity', 'identity.json')
  const doors = [{ kind: 'mqtt', host: '127.0.0.1', port: plane.mqttPort }]
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), doors }))
  agent.start()
})
afterAll(async () => {
  await agent?.remove()
  await console?.end()
  await plane?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Asks the page's own door of the set, as the page does; undefined: it does not answer now. */
async function ask<Answer>(path: string, body?: object): Promise<Answer | undefined> {
  const text = await readFile(join(agent.directory, 'page.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { address, token } = JSON.parse(text) as { address: string; token: string }
  const headers = {
    [tokenHeader]: token,
    origin: address.slice(0, -1),
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  }
  const asking = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const answer = await fetch(`${address.slice(0, -1)}${path}`, asking).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as Answer) : undefined
}
const onPage = async () => (await ask<PageState>('/state'))?.messages
const stands = (id: string) =>
  until('it stands on the page', async () => (await onPage())?.find(one => one.id === id))
const isGone = (id: string) => until('it is gone', async () => (await onPage())?.every(one => one.id !== id))
const press = async (message: string, answer: string | null) =>
  expect(await ask('/message', { message, answer })).toEqual({})

async function send(says: Sending['says'], answers?: Sending['answers']): Promise<string> {
  const now = Date.now()
  const sending = { set: label, says, ...(answers && { answers }), until: now + 3_600_000, by: 'system' }
  const sent = await console.begin(tx => sendMessage(tx, personal, sending, now))
  if (!sent.ok) throw new Error(sent.refusal)
  return sent.id
}
const known = async (id: string) =>
  (await findMessagesOf({ sql: console, personal }, { set: label })).find(one => one.id === id)!

test('a message is shown on the set, and who sent it sees that, and the answer', async () => {
  const id = await send({ text: 'Steek de blauwe kabel in.' }, ['done', 'later'])
  expect(await stands(id)).toEqual({
    id,
    says: { text: 'Steek de blauwe kabel in.' },
    answers: ['done', 'later'],
  })
  await ask('/message/shown', { message: id })
  await until('it was shown', async () => (await known(id)).shownAt !== null)
  expect((await known(id)).seenAt).toBeNull()
  await press(id, 'later')
  await until('it was answered', async () => (await known(id)).answer !== null)
  expect(await known(id)).toMatchObject({ answer: 'later' })
  expect(await onPage()).toEqual([])
  const seen = await ask<{ acts: { deed: string }[] }>('/seen')
  expect(seen?.acts.some(({ deed }) => deed === 'message')).toBe(true)
  expect(agent.output()).not.toContain('kabel')
  expect(plane.output()).not.toContain('kabel')
})

test('what is answered without a network is kept, also over a power cut of the set, and known once', async () => {
  const [first, second] = [await send({ sentence: 'lesson_today' }), await send({ sentence: 'call_you' })]
  await stands(second)
  plane.cable.cut()
  await press(first, 'yes')
  await agent.kill()
  agent.start()
  await stands(second)
  expect((await onPage())?.map(one => one.id)).toEqual([second])
  await press(second, null)
  expect(await known(first)).toMatchObject({ seenAt: null, answer: null })
  plane.cable.mend()
  await until('both are known', async () => (await known(second)).seenAt !== null)
  await until('the answer', async () => (await known(first)).answer === 'yes')
  await agent.kill()
  agent.start()
  const third = await send({ sentence: 'helpdesk_looks' })
  await stands(third)
  expect(
    (await onPage())?.map(one => one.id),
    'what was pressed does not come again',
  ).toEqual([third])
  await press(third, null)
})

test('what is sent, answered and taken back while the control plane is down arrives when it is there again', async () => {
  const [before, back] = [await send({ sentence: 'restart_set' }), await send({ sentence: 'try_plug' })]
  await stands(before)
  await stands(back)
  await plane.kill()
  await press(before, 'done')
  const meanwhile = await send({ sentence: 'lesson_today' })
  await console.begin(tx => withdrawMessage(tx, back, Date.now()))
  await plane.start()
  await stands(meanwhile)
  await isGone(back)
  await until('the answer', async () => (await known(before)).answer === 'done')
  await press(meanwhile, 'no')
  await until('the other answer', async () => (await known(meanwhile)).answer === 'no')
  expect(await ask('/message', { message: back, answer: 'works' }), 'it does not stand there').toBeUndefined()
})
