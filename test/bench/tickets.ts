import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { type Figure, quantile } from './figures.ts'
import {
  type BenchDatabase,
  layLessons,
  type Plane,
  registerDevices,
  startBenchDatabase,
  startPlane,
  type Undo,
} from './ground.ts'
import { startLoadProcesses } from './load-processes.ts'
import { hearAck } from './screen.ts'

const pairs = 800
const runs = 3
const ticketsEach = 40
const seenMsMax = 15_000
/** Apart enough that each is seen alone, and not in step with anything that happens every so often. */
const pauseMs = [430, 870] as const

const wellCamera = { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false }
const noCamera = { present: false, model: null, driver: null, error: null, blocked: false }

type Ground = { database: BenchDatabase; plane: Plane; deviceIds: string[] }

/** 800 pairs in their lessons. */
async function openGround(undo: Undo): Promise<Ground> {
  const database = await startBenchDatabase(undo)
  const plane = await startPlane(undo, { DATABASE_URL: database.url })
  const deviceIds = await registerDevices(plane.admin, pairs * 2)
  await layLessons(plane.admin, pairs)
  return { database, plane, deviceIds }
}

function loadOf({ plane }: Ground, deviceIds: string[], perSecond: number) {
  const common = { speech: 'setwacht', epoch: 1, window: 32, burst: 1 } as const
  return startLoadProcesses({
    ...common,
    port: plane.mqttPort,
    deviceIds,
    perSetPerSecond: perSecond / deviceIds.length,
  })
}

/** From the acknowledgement of a camera that is gone to its ticket in the queue in Chromium; no hold is asked of it. */
export async function measureTickets(undo: Undo): Promise<Figure[]> {
  const ground = await openGround(undo)
  const { database, plane, deviceIds } = ground
  const byHand = runs * ticketsEach
  const answer = await tellAs(plane.admin, '/api/rules/camera', { holdSeconds: 0 }, 'PUT')
  if (!answer.ok) throw new Error(`the rule was not changed: ${await answer.text()}`)
  const others = deviceIds.slice(byHand * 2)
  const load = await loadOf(ground, others, others.length / 60)
  undo.push(() => load.end())
  await load.begin()
  const browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  undo.push(() => browser.close())
  const page = await browser.open('/tickets')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const p99: number[] = []
  for (let run = 0; run < runs; run++) {
    const delays: number[] = []
    for (let time = 0; time < ticketsEach; time++) {
      const index = run * ticketsEach + time
      const code = `T-2026-${String(index + 1).padStart(4, '0')}`
      delays.push(await unplug({ plane, page, deviceId: deviceIds[index * 2 + 1]!, code }))
      // The next one is alone in the queue.
      await database.sql`update tickets set state = 'closed'`
    }
    p99.push(quantile(delays, 0.99))
  }
  const note = `${ticketsEach} a run, so that this is about the slowest; ${others.length} other sets report once a minute`
  return [{ name: 'fact-to-ticket-p99-ms', kind: 'value', unit: 'ms', samples: p99, target: '<= 500', note }]
}

type Unplugging = { plane: Plane; page: Page; deviceId: string; code: string }

async function unplug({ plane, page, deviceId, code }: Unplugging): Promise<number> {
  const [least, most] = pauseMs
  const set: HandSet = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
  try {
    await set.hello({ facts: { report_interval_seconds: 60, simulated: true, camera_1: wellCamera } })
    await set.send('report', 1, reportBody())
    await set.acknowledges(1)
    await page.waitForTimeout(least + Math.random() * (most - least))
    const seen = await page.evaluateHandle(watchFor, [code, seenMsMax] as const)
    const acknowledged = hearAck(set, 2)
    await set.send('event', 2, { facts: { camera_1: noCamera } })
    const at = await acknowledged
    const shown = await seen.evaluate(({ at }) => at)
    await seen.dispose()
    return shown - at
  } finally {
    await set.goodbye()
  }
}

/** Runs in the page: when the code stands in it. */
function watchFor([code, msMax]: readonly [string, number]) {
  const at = new Promise<number>((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('main')?.textContent?.includes(code)) return
      observer.disconnect()
      clearTimeout(late)
      resolve(performance.timeOrigin + performance.now())
    })
    const late = setTimeout(() => reject(new Error(`${code} was not shown within ${msMax} ms`)), msMax)
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return { at }
}

const shareSeconds = 30
const shareLoads = { usual: (pairs * 2) / 60, many: 1667 }

/** Time that judging took ÷ time that storing took, while 1,667 reports/s of 1,600 sets in their lessons come in. */
export async function measureJudgeShare(undo: Undo): Promise<Figure[]> {
  const ground = await openGround(undo)
  const shares: Record<keyof typeof shareLoads, number[]> = { usual: [], many: [] }
  for (const name of ['usual', 'many'] as const) {
    const load = await loadOf(ground, ground.deviceIds, shareLoads[name])
    await load.begin()
    await load.measure(10)
    for (let run = 0; run < runs; run++) {
      const before = await secondsOf(ground.plane)
      await load.measure(shareSeconds)
      const after = await secondsOf(ground.plane)
      shares[name].push((after.judge - before.judge) / (after.intake - before.intake))
    }
    await load.end()
  }
  const note = `at a report a minute from each: ${shares.usual.map(share => share.toFixed(2)).join(' ')}`
  return [
    {
      name: 'judge-share-of-intake',
      kind: 'ratio',
      unit: 'of it',
      samples: shares.many,
      target: '<= 0.2',
      note,
    },
  ]
}

async function secondsOf({ httpUrl }: Plane): Promise<{ judge: number; intake: number }> {
  const text = await (await fetch(`${httpUrl}/metrics`)).text()
  const read = (name: string) => {
    const line = text.split('\n').find(one => one.startsWith(`${name} `))
    if (line === undefined) throw new Error(`${name} is not among the figures of the control plane`)
    return Number(line.slice(name.length))
  }
  return { judge: read('setwacht_judge_seconds_total'), intake: read('setwacht_intake_seconds_total') }
}

/** A break is a loss after so long in a lesson. */
const lostAfterMs = 10_000
const stormMsMax = 120_000
/** What a storm explains is not told later either. */
const quietMs = 60_000

/** From the loss of 1,600 sets at once to the one ticket of their storm; the time that a break must last is taken off. */
export async function measureTicketStorm(undo: Undo): Promise<Figure[]> {
  const ground = await openGround(undo)
  const { database, deviceIds } = ground
  await until('our own start is forgiven', () => isForgiven(database), stormMsMax)
  const load = await loadOf(ground, deviceIds, deviceIds.length / 60)
  await load.begin()
  await load.measure(70)
  const from = performance.now()
  await load.end()
  await until('a ticket', async () => (await countTickets(database)).storms > 0, stormMsMax)
  const seconds = (performance.now() - from - lostAfterMs) / 1000
  await delay(quietMs)
  const { storms, all } = await countTickets(database)
  const note = `${all} open tickets a minute later, ${storms} of a storm`
  return [{ name: 'storm-1600-s', kind: 'value', unit: 's', samples: [seconds], target: '<= 5', note }]
}

async function isForgiven({ sql }: BenchDatabase): Promise<boolean> {
  const [tick] = await sql<{ graceUntil: number }[]>`select grace_until as "graceUntil" from presence_tick`
  return tick !== undefined && tick.graceUntil < Date.now()
}

async function countTickets({ sql }: BenchDatabase): Promise<{ storms: number; all: number }> {
  const [count] = await sql<{ storms: number; all: number }[]>`
    select count(*) filter (where symptom like 'storm%') as storms, count(*) as all from tickets
    where state not in ('closed', 'resolved', 'merged')`
  return count ?? { storms: 0, all: 0 }
}
