import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { words as child } from '../../agent/local-page/page/texts/nl.ts'
import type { PageAddress } from '../../agent/local-page/server.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { launchOnSet, openPage } from './page-browser.ts'

const { faces, says, choices, steps, worksAgain } = child.child

let plane: TestControlPlane
let cable: Cable
let desk: TestBrowser
let agent: Awaited<ReturnType<typeof prepareAgent>>
let home: Awaited<ReturnType<typeof launchOnSet>>

beforeEach(async () => {
  plane = await startControlPlane()
  const [pair] = await registerPairs(plane.admin, 1)
  cable = await startCable(plane.mqttPort)
  agent = await prepareAgent(
    { deviceId: pair!.home.deviceId, mqttPort: cable.port, stunPort: plane.stunPort },
    1,
  )
  desk = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  home = await launchOnSet()
})
afterEach(async () => {
  await desk?.close()
  await home?.close()
  await agent?.remove()
  await cable?.stop()
  await plane?.stop()
})

/** Where the page is, as the set's own user finds it; another than before, when the agent started anew. */
const findPage = (before?: PageAddress) =>
  until('the page is served', async () => {
    const text = await readFile(join(agent.directory, 'page.json'), 'utf8').catch(() => undefined)
    const found = text === undefined ? undefined : (JSON.parse(text) as PageAddress)
    return found?.address === before?.address ? undefined : found
  })

it('a child presses without a network; it is kept, arrives, is seen and taken by a person, who says that it is solved', async () => {
  cable.cut()
  agent.start()
  const first = await findPage()
  const { page } = await openPage(home, first)
  const friendSays = (text: string) => page.locator('.spoken').getByText(text, { exact: true }).waitFor()
  await friendSays(says.offline)
  await page.getByRole('button', { name: choices.see }).click()
  await friendSays(says.keptOffline)

  // The power goes too: what a child asked is on disk.
  await agent.kill()
  cable.mend()
  agent.start()
  const { page: again } = await openPage(home, await findPage(first))
  const nowSays = (text: string) => again.locator('.spoken').getByText(text, { exact: true }).waitFor()
  await nowSays(says.arrived)
  await again.locator('[aria-current=step]').getByText(steps.arrived, { exact: true }).waitFor()

  const nu = await desk.open('/')
  await nu.getByRole('row').filter({ hasText: 'ziet niets' }).locator('[data-row]').press('Enter')
  await nowSays(says.seen)
  await nu.getByRole('button', { name: /^Neem de hulpvraag van / }).click()
  await nowSays(says.taken(null))
  await tellAs(plane.admin, '/api/me/first-name', { isShown: true }, 'PUT')
  await nowSays(says.taken('Noodtoegang'))
  await again.getByRole('heading', { level: 1, name: faces.coming }).waitFor()
  expect(await again.getByRole('button', { name: worksAgain }).count()).toBe(0)

  await nu
    .getByRole('button', { name: /opgelost/i })
    .first()
    .click()
  await nowSays(says.closed)
  await again.getByRole('button', { name: choices.see }).waitFor()
  const cases = await plane.sql`select closed_at is not null as closed from help_cases`
  expect(cases).toEqual([{ closed: true }])
  expect(await plane.sql`select from help_presses`).toHaveLength(1)
})
