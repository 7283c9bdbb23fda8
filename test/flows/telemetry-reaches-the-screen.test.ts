import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareAgent } from '../support/agent-process.ts'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { registerPairs } from '../support/registration.ts'
import { soonMs, until } from '../support/until.ts'

let plane: TestControlPlane
let cable: Cable
let browser: TestBrowser
let agent: Awaited<ReturnType<typeof prepareAgent>>

beforeEach(async () => {
  plane = await startControlPlane()
  const [pair] = await registerPairs(plane.admin, 1)
  cable = await startCable(plane.mqttPort)
  const place = { deviceId: pair?.school.deviceId ?? '', mqttPort: cable.port, stunPort: plane.stunPort }
  agent = await prepareAgent(place, 1)
  browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
})
afterEach(async () => {
  await browser.close()
  await agent.remove()
  await cable.stop()
  await plane.stop()
})

type Seen = { at: number; says: string }

/** Notes every change of the sentence at the top of the page, so that no lie between two looks goes unseen. */
async function watchHeading(page: Page): Promise<() => Promise<Seen[]>> {
  await page.evaluate(() => {
    const seen: { at: number; says: string }[] = []
    const look = () => {
      const says = document.querySelector('h1')?.textContent ?? ''
      if (seen.at(-1)?.says !== says) seen.push({ at: Date.now(), says })
    }
    look()
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { seen })
  })
  return () => page.evaluate(() => (window as unknown as { seen: Seen[] }).seen)
}

const says = (page: Page, text: string, msMax: number) =>
  until(
    `the screen says ${text}`,
    async () => (await page.locator('h1').textContent())?.includes(text),
    msMax,
  )

const reports = async () => (await plane.sql`select count(*)::int4 as rows from reports`)[0]?.rows as number

/** Every number that was given is stored, and stored once. */
async function ledger() {
  const [row] = await plane.sql`
    with told as (
      select epoch, seq from reports union select epoch, seq from fact_history where seq > 0
    )
    select (select stored::text from stored_ranges) as stored,
      (select count(*)::int4 from reports) as reports,
      (select count(distinct (epoch, seq))::int4 from reports) as distinct_reports,
      (select count(*)::int4 from told) as told,
      (select max(seq)::int4 from told) as last`
  return row as { stored: string; reports: number; distinct_reports: number; told: number; last: number }
}

test('a report reaches the screen; a pulled cable loses nothing and is told at once', async () => {
  const board = await browser.open('/')
  await board.getByRole('row').filter({ hasText: 'T-2026-0001' }).waitFor()
  const page = await browser.open('/sets/KS-0001')
  await says(page, 'heeft nog niets gezegd', soonMs)

  agent.start()
  await says(page, 'is verbonden', soonMs)
  const readSeen = await watchHeading(page)
  await until('five reports', async () => (await reports()) >= 5)
  // This machine has no battery and no camera: what cannot be read is unknown, and what is not there is absent.
  const facts = page.locator('main')
  await expect.poll(() => facts.textContent()).toContain('niet bekend')
  expect(await facts.textContent()).toContain('niet aangesloten')
  // The side that never spoke keeps the pair from looking healthy.
  const row = board.getByRole('row').filter({ hasText: 'T-2026-0001' })
  expect(await row.textContent()).toContain('nog niets gehoord')
  expect(await row.textContent()).toContain('laatst gehoord')

  const cutAt = Date.now()
  cable.cut()
  await says(page, 'is even stil', 3000)
  const stored = await reports()
  await new Promise(resolve => setTimeout(resolve, 6000))
  expect(await reports()).toBe(stored)
  const mendedAt = Date.now()
  cable.mend()
  await says(page, 'is verbonden', 45_000)
  const isWhole = async () => (await ledger()).stored.split(',').length === 2
  await until('the backlog is stored', async () => (await reports()) >= stored + 6 && isWhole())

  const lies = (await readSeen()).filter(
    ({ at, says: said }) => at > cutAt + 3000 && at < mendedAt && said.includes('is verbonden'),
  )
  expect(lies).toEqual([])

  await agent.switchOff()
  await says(page, 'is uit', 5000)
  const { stored: ranges, reports: rows, distinct_reports: distinct, told, last } = await ledger()
  expect(ranges).toBe(`{[0,${last + 1})}`)
  expect(rows).toBe(distinct)
  expect(told).toBe(last)
  // What was measured while the cable was out stands where it was measured: no gap is left.
  const gaps = await plane.sql`
    select gap from (
      select extract(epoch from measured_at - lag(measured_at) over (order by measured_at)) as gap from reports
    ) g where gap > 2.5`
  expect(gaps).toEqual([])
  expect(browser.wrongs).toEqual([])
}, 120_000)

test('an agent that loses power and comes back goes on without losing or repeating a number', async () => {
  agent.start()
  await until('three reports', async () => (await reports()) >= 3)
  cable.cut()
  await new Promise(resolve => setTimeout(resolve, 3000))
  await agent.kill()
  cable.mend()
  agent.start()
  await until(
    'reports of the second run',
    async () =>
      ((await plane.sql`select count(*)::int4 as rows from reports where epoch = 2`)[0]?.rows ?? 0) >= 2,
  )
  await agent.switchOff()
  const [first] = await plane.sql`
    select count(*)::int4 as rows, count(distinct seq)::int4 as distinct, max(seq)::int4 as last
    from reports where epoch = 1`
  expect(first?.rows).toBe(first?.distinct)
  const [events] = await plane.sql`
    select count(distinct seq)::int4 as seqs from fact_history where epoch = 1 and seq > 0
      and seq not in (select seq from reports where epoch = 1)`
  expect(first?.rows + events?.seqs).toBe(first?.last)
}, 90_000)
