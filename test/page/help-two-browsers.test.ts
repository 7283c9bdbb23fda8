import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PageDoor, startPage } from '../../agent/local-page/server.ts'
import { deviceId, prepareSet } from '../flows/agent-rig.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { newDeviceId, registerPairs } from '../support/registration.ts'

let plane: TestControlPlane
let cable: Cable
let set: ReturnType<typeof prepareSet>
let agent: Awaited<ReturnType<typeof set.start>> | undefined
let page: PageDoor | undefined
const browsers: TestBrowser[] = []

beforeEach(async () => {
  plane = await startControlPlane()
  await registerPairs(plane.admin, 1, {
    deviceIdOf: label => (label === 'HS-0001' ? deviceId : newDeviceId()),
  })
  cable = await startCable(plane.mqttPort)
  set = prepareSet(cable.port)
})
afterEach(async () => {
  await Promise.all(browsers.splice(0).map(browser => browser.close()))
  await page?.stop()
  await agent?.stop('off')
  set.remove()
  await cable.stop()
  await plane.stop()
})

test('a child asks for help while the set is offline; it arrives once, a person takes it, and the child sees each step', async () => {
  cable.cut()
  agent = await set.start()
  page = await startPage({ agent, directory: set.directory, port: 0, log: () => undefined })
  const { address, token } = page.address()!
  const helper = await signInAs(plane, 'helpdesk')
  await tellAs(helper, '/api/me/first-name', { isShown: true }, 'PUT')

  const atHome = await startBrowser(address.slice(0, -1))
  const atWork = await startBrowser(plane.httpUrl, { signedIn: helper })
  browsers.push(atHome, atWork)
  const child = await atHome.open(`/#${token}`)
  const says = (text: string) => child.getByRole('status').getByText(text).waitFor()
  await child.getByRole('button', { name: 'Ik zie niets' }).click()
  await says('Je vraag is bewaard. Ze vertrekt zodra er internet is.')

  const nu = await atWork.open('/')
  cable.mend()
  const row = nu
    .getByRole('region', { name: /Vraagt hulp/ })
    .getByRole('row')
    .filter({ hasText: 'ziet niets' })
  await row.waitFor()
  await says('Je vraag is aangekomen.')
  await row.getByRole('link', { name: /T-2026-0001/ }).press('Enter')
  await says('Iemand heeft je vraag gezien.')
  const bar = nu.getByRole('region', { name: /^Vraagt hulp: / })
  await bar.getByRole('button', { name: /^Neem/ }).press('Enter')
  await says('Noodtoegang helpt je zo.')
  await bar.getByRole('button', { name: /is opgelost$/ }).press('Enter')
  await says('Het is opgelost. Fijn!')

  const presses = await plane.sql`select picture, by, language from help_presses`
  expect([...presses]).toEqual([{ picture: 'see', by: 'child', language: 'nl' }])
  expect([...atHome.wrongs, ...atWork.wrongs]).toEqual([])
})
