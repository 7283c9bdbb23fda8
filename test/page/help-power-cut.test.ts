import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PageState } from '../../agent/local-page/api.ts'
import type { PageAddress } from '../../agent/local-page/server.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const soonMs = 15_000

let plane: TestControlPlane
let cable: Cable
let agent: Awaited<ReturnType<typeof prepareAgent>>

beforeEach(async () => {
  plane = await startControlPlane()
  const [pair] = await registerPairs(plane.admin, 1)
  cable = await startCable(plane.mqttPort)
  const place = { deviceId: pair!.home.deviceId, mqttPort: cable.port, stunPort: plane.stunPort }
  agent = await prepareAgent(place, 60)
})
afterEach(async () => {
  await agent?.remove()
  await cable?.stop()
  await plane?.stop()
})

/** Where the page is, as the set's own user finds it; another than before, when the agent started anew. */
const findPage = (before?: PageAddress) =>
  until(
    'the page is served',
    async () => {
      const text = await readFile(join(agent.directory, 'page.json'), 'utf8').catch(() => undefined)
      const found = text === undefined ? undefined : (JSON.parse(text) as PageAddress)
      return found?.token === before?.token ? undefined : found
    },
    soonMs,
  )

const headers = ({ address, token }: PageAddress) => ({
  origin: address.slice(0, -1),
  'content-type': 'application/json',
  'x-setwacht-token': token,
})
const stateOf = async (page: PageAddress) =>
  (await (await fetch(`${page.address}state`, { headers: headers(page) })).json()) as PageState

it('what a child asked without a network is still there after the power was cut, arrives once, and says so', async () => {
  cable.cut()
  agent.start()
  const page = await findPage()
  const body = JSON.stringify({ picture: 'see', by: 'child', language: 'nl' })
  expect((await fetch(`${page.address}help`, { method: 'POST', headers: headers(page), body })).status).toBe(
    200,
  )
  expect((await stateOf(page)).help?.state).toBe('kept')
  await agent.kill()
  cable.mend()
  agent.start()
  const again = await findPage(page)
  await until('it says that it arrived', async () => (await stateOf(again)).help?.state === 'arrived', soonMs)
  expect((await fetch(`${again.address}state`, { headers: headers(page) })).status).toBe(401)
  expect([...(await plane.sql`select picture, by from help_presses`)]).toEqual([
    { picture: 'see', by: 'child' },
  ])
})
