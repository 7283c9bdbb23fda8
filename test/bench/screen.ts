import type { Page } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { type Figure, quantile } from './figures.ts'
import { layLessons, registerDevices, startBenchDatabase, startPlane, type Undo } from './ground.ts'
import { startLoadProcesses } from './load-processes.ts'

const others = 1600
const runs = 3
const reportsEach = 100
/** Apart enough that each is seen alone, and not in step with anything that happens every so often. */
const pauseMs = [430, 870] as const
const seenMsMax = 10_000

/** From a report's acknowledgement to its number on the page of its set in Chromium, while 1,600 others report. */
export async function measureScreen(undo: Undo): Promise<Figure[]> {
  const database = await startBenchDatabase(undo)
  const plane = await startPlane(undo, { DATABASE_URL: database.url })
  const deviceIds = await registerDevices(plane.admin, others)
  await layLessons(plane.admin, others / 2)
  const [pair] = await registerPairs(plane.admin, 1, { first: 9000 })
  if (pair === undefined) throw new Error('no pair was registered')
  const common = { speech: 'setwacht', epoch: 1, window: 32, burst: 1 } as const
  const load = await startLoadProcesses({
    ...common,
    port: plane.mqttPort,
    deviceIds,
    perSetPerSecond: 1 / 60,
  })
  undo.push(() => load.end())
  await load.begin()
  const set = await connectHandSet({ deviceId: pair.school.deviceId, mqttPort: plane.mqttPort })
  undo.push(() => set.goodbye())
  await set.hello({ facts: { report_interval_seconds: 60, simulated: true } })
  const browser = await startBrowser(plane.httpUrl, { signedIn: plane.admin })
  undo.push(() => browser.close())
  const page = await browser.open(`/sets/${pair.school.label}`)
  await page.getByRole('heading', { level: 1 }).waitFor()

  const p50: number[] = []
  const p99: number[] = []
  let seq = 0
  const next = () => report(set, page, ++seq)
  for (let warm = 0; warm < 10; warm++) await next()
  for (let run = 0; run < runs; run++) {
    const delays: number[] = []
    for (let time = 0; time < reportsEach; time++) delays.push(await next())
    p50.push(quantile(delays, 0.5))
    p99.push(quantile(delays, 0.99))
  }
  const figure = { kind: 'value', unit: 'ms' } as const
  return [
    { ...figure, name: 'report-to-screen-p50-ms', samples: p50, target: '-' },
    { ...figure, name: 'report-to-screen-p99-ms', samples: p99, target: '<= 300' },
  ]
}

type HandSet = Awaited<ReturnType<typeof connectHandSet>>

/** Sends one report with a number of its own; ms from its acknowledgement until the page shows it. */
async function report(set: HandSet, page: Page, seq: number): Promise<number> {
  const [least, most] = pauseMs
  await page.waitForTimeout(least + Math.random() * (most - least))
  const depth = 10_000 + seq
  const seen = await page.evaluateHandle(watch, [depth, seenMsMax] as const)
  const acknowledged = hearAck(set, seq)
  await set.send('report', seq, reportBody({ cpu_mean_percent: 12.5, outbox_depth: depth }))
  const at = await acknowledged
  const shown = await seen.evaluate(({ at }) => at)
  await seen.dispose()
  return shown - at
}

/** When the acknowledgement of this report came in, by the clock of this machine. */
export function hearAck({ client, isAcknowledged }: HandSet, seq: number): Promise<number> {
  return new Promise(resolve => {
    const hear = () => {
      if (!isAcknowledged(seq)) return
      client.off('message', hear)
      resolve(performance.timeOrigin + performance.now())
    }
    client.on('message', hear)
  })
}

/** Runs in the page: when the number stands in it, however it is written. */
function watch([depth, msMax]: readonly [number, number]) {
  const shows = () =>
    document
      .querySelector('[aria-labelledby="latest"]')
      ?.textContent?.replaceAll(/[.\s\u00a0\u202f]/g, '')
      .includes(String(depth))
  const at = new Promise<number>((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (!shows()) return
      observer.disconnect()
      clearTimeout(late)
      resolve(performance.timeOrigin + performance.now())
    })
    const late = setTimeout(() => reject(new Error(`${depth} was not shown within ${msMax} ms`)), msMax)
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return { at }
}
