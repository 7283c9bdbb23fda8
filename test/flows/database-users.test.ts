import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrate } from '../../controlplane/platform/postgres/database.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'

const databasesAtOnce = 6

test(`${databasesAtOnce} databases of one server are made at the same moment, though their roles belong to the server`, async () => {
  const server = postgres(inject('databaseUrl'), { max: databasesAtOnce, onnotice: () => undefined })
  onTestFinished(() => server.end())
  const names = Array.from({ length: databasesAtOnce }, () => `fresh_${randomBytes(6).toString('hex')}`)
  // PostgreSQL copies its own template for one at a time.
  for (const name of names) await server.unsafe(`create database ${name}`)
  const urls = names.map(name => Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).href)
  const outcomes = await Promise.allSettled(urls.map(migrate))
  for (const name of names) await server.unsafe(`drop database ${name} with (force)`)
  expect(outcomes.map(({ status }) => status)).toEqual(names.map(() => 'fulfilled'))
})

test('what sets say may come in by a user of its own, who is let in to nothing else', async () => {
  const server = postgres(inject('databaseUrl'), { max: 1, onnotice: () => undefined })
  onTestFinished(() => server.end())
  const [user, password] = [`intake_${randomBytes(6).toString('hex')}`, randomBytes(12).toString('hex')]
  await server.unsafe(`create role ${user} login password '${password}'; grant setwacht_intake to ${user}`)
  onTestFinished(() => server.unsafe(`drop role ${user}`).then(() => undefined))
  const plane = await startControlPlane({ intakeUser: { user, password } })
  onTestFinished(() => plane.stop())
  const [pair] = await registerPairs(plane.admin, 1)
  const set = await connectHandSet({ deviceId: pair!.school.deviceId, mqttPort: plane.mqttPort })
  onTestFinished(() => set.goodbye())
  await set.hello({})
  await set.send('report', 1, reportBody({}))
  await set.acknowledges(1)
  const users = await plane.sql<{ name: string }[]>`
    select distinct usename as name from pg_stat_activity where datname = current_database() order by 1`
  expect(users.map(({ name }) => name)).toContain(user)
  const url = Object.assign(new URL(plane.databaseUrl), { username: user, password }).href
  const own = postgres(url, { max: 1, onnotice: () => undefined })
  onTestFinished(() => own.end())
  await expect(own`select count(*) from reports`).resolves.toHaveLength(1)
  await expect(own`select * from accounts`).rejects.toThrow(/permission denied/)
  await expect(own`select sealed from locations`).rejects.toThrow(/permission denied/)
})
