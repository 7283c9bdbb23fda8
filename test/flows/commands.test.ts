import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FindingCode, findingOf } from '../../protocol/findings.ts'
import { expectedBy, needsOf, type Verdict, verdictOf } from '../../protocol/verdict.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askForCode, enrolByCommand, registerSet } from '../support/enrolment.ts'
import { askAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'

type Stored = { trigger: string; verdict: Verdict; codes: FindingCode[] } | null

const label = 'KS-0001'
const device = () => identity.deviceId

let plane: TestControlPlane
let machine: Awaited<ReturnType<typeof prepareAgent>>
let identity: { deviceId: string; doors: { kind: string; host: string; port: number }[] }
const file = () => join(machine.directory, 'identity', 'identity.json')

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  machine = await prepareAgent(undefined, 60)
  await registerSet(plane.admin, label)
  await enrolByCommand(machine.directory, await askForCode(plane.admin, label))
  identity = JSON.parse(await readFile(file(), 'utf8'))
})
afterAll(async () => {
  await machine?.remove()
  await plane?.stop()
})

const ping = async (of = label) => {
  const answer = await tellAs(plane.admin, `/api/sets/${of}/ping`)
  const said = (await answer.json()) as Record<string, unknown>
  return { ...said, status: answer.status, ms: said.ms }
}
const isOnline = async () => {
  const set = (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { presence: string }
  return set.presence === 'online'
}

describe('a sign that is asked for', () => {
  test('is refused for a set without a line, without a device, and for one that nobody knows', async () => {
    await registerSet(plane.admin, 'KS-0002')
    expect(await ping()).toMatchObject({ status: 409, error: 'not_connected' })
    expect(await ping('KS-0002')).toMatchObject({ status: 409, error: 'no_device' })
    expect(await ping('KS-9999')).toMatchObject({ status: 404, error: 'unknown_set' })
  })

  test('comes from the set within moments', async () => {
    machine.start()
    await until('the set is online', isOnline)
    const answer = await ping()
    expect(answer).toMatchObject({ status: 200, outcome: 'answered', rejection: null })
    expect(answer.ms).toBeLessThan(5000)
  })

  test('and a look over itself is stored, with a code for each check and the verdict', async () => {
    const answer = await tellAs(plane.admin, `/api/sets/${label}/check`)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ outcome: 'answered' }),
    ])
    const set = async () =>
      (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { check: Stored }
    const stored = await until('the look is stored', async () => (await set()).check ?? undefined)
    expect(stored.trigger).toBe('asked')
    expect(verdictOf(stored.codes, needsOf('school', expectedBy(stored.codes)))).toBe(stored.verdict)
    expect(stored.codes).toEqual(
      expect.arrayContaining(['dns_ok', 'doors_ok', 'tls_ok', 'proxy_none', 'clock_ok']),
    )
    expect(stored.codes.map(code => findingOf(code).check)).not.toContain('update')
  })

  test('is not asked of a device in question', async () => {
    await plane.sql`update devices set state = 'questioned' where id = ${device()}`
    expect(await ping()).toMatchObject({ status: 409, error: 'questioned' })
    await plane.sql`update devices set state = 'active' where id = ${device()}`
    await machine.switchOff()
  })
})
