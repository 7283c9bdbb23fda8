import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prepareAgent } from '../support/agent-process.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askForCode, enrolByCommand, registerSet, startEnrolment } from '../support/enrolment.ts'
import { askAs } from '../support/people.ts'
import { tellDevice } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
let machine: Awaited<ReturnType<typeof prepareAgent>>
let label: string
let labels = 0

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
})
afterAll(() => plane.stop())
beforeEach(async () => {
  machine = await prepareAgent(undefined, 1)
  labels += 1
  label = `KS-${String(labels).padStart(4, '0')}`
  await registerSet(plane.admin, label)
})
afterEach(() => machine.remove())

type Shown = { device: { id: string } | null; link: { presence: string }; facts: Record<string, unknown> }
const read = async (path: string) => (await askAs(plane.admin, path)).json()
const isOnline = async () => (await read(`/api/sets?q=${label}&presence=online`)).total === 1
const shown = () => read(`/api/sets/${label}`) as Promise<Shown>
const identity = async () =>
  JSON.parse(await readFile(join(machine.directory, 'identity', 'identity.json'), 'utf8'))

describe('a set that is enrolled', () => {
  it('keeps its key to itself, connects through the first door, and reports', async () => {
    const said = await enrolByCommand(machine.directory, await askForCode(plane.admin, label))
    expect(said).toMatch(/root is the one of the code: ([0-9A-F]{2}:){31}[0-9A-F]{2}/)
    expect(said).toContain(`this is set ${label}`)
    const key = await stat(join(machine.directory, 'identity', 'a', 'key.pem'))
    expect(key.mode & 0o777).toBe(0o600)
    expect((await stat(join(machine.directory, 'identity'))).mode & 0o777).toBe(0o700)
    machine.start()
    await until('it is online', isOnline)
    expect((await shown()).device?.id).toBe((await identity()).deviceId)
    const [doors] = await plane.sql`select value from facts where name = 'doors' and device_no =
      (select device_no from devices where id = ${(await identity()).deviceId})`
    expect(doors?.value).toEqual({ mqtt_ws: 'open', mqtt: 'not_tried', beacon: 'not_tried' })
    const reports = () => plane.sql`select count(*)::int as n from reports`
    await until('reports are stored', async () => (await reports())[0]?.n >= 2)
    await machine.switchOff()
    expect(machine.output()).not.toContain('"level":"error"')
  })

  it('is refused a second enrolment, and gets another device id after it was handed in', async () => {
    await enrolByCommand(machine.directory, await askForCode(plane.admin, label))
    const { deviceId } = await identity()
    const second = startEnrolment(machine.directory, 'SETWACHT1*A:1*')
    expect(await second.gone).toBe(1)
    expect(second.output()).toContain('not an enrolment code')
    machine.start()
    await until('it is online', isOnline)
    await tellDevice(plane.admin, deviceId, 'return')
    await machine.switchOff()
    const code = await askForCode(plane.admin, label)
    const third = startEnrolment(machine.directory, code)
    expect(await third.gone).toBe(1)
    expect(third.output()).toContain('--again')
    await writeFile(join(machine.directory, 'lessons.json'), 'of the device that it was')
    await enrolByCommand(machine.directory, code, ['--again'])
    expect((await identity()).deviceId).not.toBe(deviceId)
    const left = await readdir(machine.directory)
    expect(left.filter(name => !name.startsWith('earlier-'))).toEqual(['identity'])
    machine.start()
    await until('it is online', isOnline)
  })
})

describe('a code that does not work', () => {
  it('is never an argument', async () => {
    const enrolment = startEnrolment(machine.directory, '', ['SETWACHT1*A:1*B*C'])
    expect(await enrolment.gone).toBe(1)
    expect(enrolment.output()).toMatch(/may not be an argument: every program on this machine can read/)
  })

  it('says who stands in between when the root is not the one of the code, and sends nothing', async () => {
    const code = await askForCode(plane.admin, label)
    const [name, where, token] = code.split('*')
    const enrolment = startEnrolment(machine.directory, [name, where, token, 'A'.repeat(52)].join('*'))
    expect(await enrolment.gone).toBe(1)
    expect(enrolment.output()).toMatch(/somebody stands in between.*Nothing was sent.*Expected root 00:00/)
    await enrolByCommand(machine.directory, code)
  })

  it.each([
    ['the name is not found', 'NOWHERE.INVALID:443', /name in the code is not found.*nowhere\.invalid/],
    ['nobody answers', '127.0.0.1:1', /127\.0\.0\.1:1 does not answer.*ask its ICT/],
  ])('says so when %s', async (_case, where, expected) => {
    const [name, , token, fingerprint] = (await askForCode(plane.admin, label)).split('*')
    const enrolment = startEnrolment(machine.directory, [name, where, token, fingerprint].join('*'))
    expect(await enrolment.gone).toBe(1)
    expect(enrolment.output()).toMatch(expected)
  })

  it('says so when it was used, replaced by a newer one, or is unknown', async () => {
    const first = await askForCode(plane.admin, label)
    const code = await askForCode(plane.admin, label)
    const replaced = startEnrolment(machine.directory, first)
    expect(await replaced.gone).toBe(1)
    expect(replaced.output()).toMatch(/revoked, or a newer one was made/)
    const [name, where, , fingerprint] = code.split('*')
    const unknown = startEnrolment(machine.directory, [name, where, 'A'.repeat(26), fingerprint].join('*'))
    expect(await unknown.gone).toBe(1)
    expect(unknown.output()).toMatch(/does not know this code/)
    await enrolByCommand(machine.directory, code)
    const other = await prepareAgent(undefined, 1)
    try {
      const used = startEnrolment(other.directory, code)
      expect(await used.gone).toBe(1)
      expect(used.output()).toMatch(/was used already/)
    } finally {
      await other.remove()
    }
  })
})
