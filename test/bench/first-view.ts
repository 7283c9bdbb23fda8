import { startBrowser } from '../support/browser.ts'
import { startControlPlaneProcess } from '../support/control-plane-process.ts'
import { until } from '../support/until.ts'
import type { Figure } from './figures.ts'
import {
  layLessons,
  makeFolder,
  type Plane,
  registerDevices,
  startPlane,
  type Undo,
  undoAll,
} from './ground.ts'

const runs = 3
const startRuns = 5
const sets = 1600

/** What the first page of the console weighs on the wire, in an empty browser, with 1,600 sets. */
export async function measureFirstView(undo: Undo): Promise<Figure[]> {
  const plane = await startPlane(undo, {})
  await registerDevices(plane.admin, sets)
  await layLessons(plane.admin, sets / 2)
  const scripts: number[] = []
  const all: number[] = []
  for (let run = 0; run < runs; run++) {
    const weight = await weighFirstView(plane)
    scripts.push(weight.scripts / 1000)
    all.push(weight.all / 1000)
  }
  const common = { kind: 'value', unit: 'kB' } as const
  return [
    { ...common, name: 'console-script-kb', samples: scripts, target: '<= 250' },
    { ...common, name: 'first-view-kb', samples: all, target: '<= 480' },
  ]
}

/** Bytes that came over the wire until the page has its sentence and nothing moves. */
async function weighFirstView({ httpUrl, admin }: Plane): Promise<{ scripts: number; all: number }> {
  const browser = await startBrowser(httpUrl, { signedIn: admin })
  try {
    const page = await browser.context.newPage()
    const network = await browser.context.newCDPSession(page)
    const types = new Map<string, string>()
    const weight = { scripts: 0, all: 0 }
    network.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      weight.all += encodedDataLength
      if (types.get(requestId) === 'Script') weight.scripts += encodedDataLength
    })
    await network.send('Network.enable')
    await page.goto(httpUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(2000)
    return weight
  } finally {
    await browser.close()
  }
}

/** From the start of the process on a data folder that is there already, until the first page is answered. */
export async function measureColdStart(undo: Undo): Promise<Figure[]> {
  const dataDir = await makeFolder(undo)
  const first: Undo = []
  const plane = await startPlane(first, { SETWACHT_DATA_DIR: dataDir })
  await registerDevices(plane.admin, sets).finally(() => undoAll(first))
  const samples: number[] = []
  for (let run = 0; run < startRuns; run++) samples.push(await startMs(dataDir))
  return [{ name: 'cold-start-ms', kind: 'value', unit: 'ms', samples, target: '<= 2200' }]
}

async function startMs(dataDir: string): Promise<number> {
  const from = performance.now()
  const running = startControlPlaneProcess({
    SETWACHT_DATA_DIR: dataDir,
    SETWACHT_HTTP_PORT: '0',
    SETWACHT_MQTT_PORT: '0',
    SETWACHT_STUN_PORT: '0',
  })
  try {
    const { httpPort } = await running.ready()
    await until('the first page', async () => (await fetch(`http://127.0.0.1:${httpPort}/`)).ok, 10_000)
    return performance.now() - from
  } finally {
    await running.stop()
  }
}
