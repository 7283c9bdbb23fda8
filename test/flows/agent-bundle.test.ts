import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildAgent, smallRuntime } from '../../agent/package/bundle.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askForCode, registerSet, startEnrolment } from '../support/enrolment.ts'
import { until } from '../support/until.ts'

const soonMs = 20_000
let plane: TestControlPlane
let bundle = ''
let machine: Awaited<ReturnType<typeof prepareAgent>>

beforeAll(async () => {
  bundle = await mkdtemp(join(tmpdir(), 'setwacht-bundle-'))
  const [started] = await Promise.all([startControlPlane({ authority: true }), buildAgent(bundle)])
  plane = started
  machine = await prepareAgent(undefined, 1, [...smallRuntime, join(bundle, 'agent.js')])
})
afterAll(async () => {
  await machine?.remove()
  await plane?.stop()
  await rm(bundle, { recursive: true, force: true })
})

it('a set that has the bundle and nothing else enrols, reports, and says what it is made of', async () => {
  await registerSet(plane.admin, 'KS-0001')
  const code = await askForCode(plane.admin, 'KS-0001')
  const enrolment = startEnrolment(machine.directory, code, [], join(bundle, 'enrol.js'))
  expect(await enrolment.gone, enrolment.output()).toBe(0)
  machine.start()
  await until('it reports', async () => (await plane.sql`select from reports`).length > 1, soonMs)
  const told = () => plane.sql<{ name: string }[]>`select name from facts where name in ('machine', 'disks')`
  await until('its inventory is told', async () => (await told()).length === 2, soonMs)
  expect(machine.output()).not.toContain('"level":"error"')
})

/** A program of the bundle with all that it may load. */
function textOf(entry: string): string {
  const names = new Set([entry])
  let text = ''
  for (const name of names) {
    const part = readFileSync(join(bundle, name), 'utf8')
    text += part
    for (const [, loaded] of part.matchAll(/(?:from|import)\s*\(?["'`]\.\/([\w.-]+\.js)/g))
      names.add(loaded ?? '')
  }
  return text
}

it.each(['agent.js', 'desktop.js', 'enrol.js'])(
  'of the bundle, %s brings along nothing that opens a camera or a microphone, or asks a machine for its serial numbers',
  name => {
    const text = textOf(name)
    expect(text.length).toBeGreaterThan(50_000)
    expect(text).not.toMatch(
      /getUserMedia|mediaDevices|\/dev\/(video|snd)|VIDIOC|v4l2-ctl|ffmpeg|arecord|parec/,
    )
    expect(text).not.toMatch(/dmidecode|product_serial|lsblk|smartctl|chassis_serial/)
    expect(textOf('inventory-process.js'), 'and that is where they are found').toMatch(/lsblk/)
  },
)
