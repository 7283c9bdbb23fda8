import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs, promisify } from 'node:util'
import { type Figure, resultOf, tableOf } from './figures.ts'
import { measureColdStart, measureFirstView } from './first-view.ts'
import { measureGentle } from './gentle.ts'
import { type Undo, undoAll } from './ground.ts'
import { measureEverything, measureStoreOnly } from './ingest.ts'
import { measureLessons } from './lessons.ts'
import { measureLists, measureLongLists } from './lists.ts'
import { measureManySets, measureTenfold, measureUsual } from './rhythm.ts'
import { measureScreen } from './screen.ts'
import { measureConnects, measureIdle } from './secure-connections.ts'
import { measureBytesPerReport } from './sizes.ts'
import { measureBack, measureStorm } from './storm.ts'
import { measureJudgeShare, measureTicketStorm, measureTickets } from './tickets.ts'

const resultsFile = new URL('results.json', import.meta.url)

type Measure = (undo: Undo, against: string | undefined) => Promise<Figure[]>

/** What is measured together, and the names that come out of it; those that compare take the other checkout. */
const scenarios: { names: string[]; measure: Measure }[] = [
  { names: ['ingest-store-only'], measure: measureStoreOnly },
  { names: ['ingest-everything'], measure: measureEverything },
  { names: ['bytes-per-report'], measure: measureBytesPerReport },
  { names: ['ack-p99-at-1667-commits', 'cpu-at-1667-percent'], measure: measureManySets },
  { names: ['report-to-screen-p50-ms', 'report-to-screen-p99-ms'], measure: measureScreen },
  { names: ['fact-to-ticket-p99-ms'], measure: measureTickets },
  { names: ['judge-share-of-intake'], measure: measureJudgeShare },
  { names: ['storm-1600-s'], measure: measureTicketStorm },
  { names: ['controlplane-cpu-1600-percent', 'controlplane-memory-1600-mb'], measure: measureUsual },
  { names: ['controlplane-cpu-16000-percent', 'controlplane-memory-16000-mb'], measure: measureTenfold },
  { names: ['board-p95-1600-ms', 'sets-p95-1600-ms', 'trajectories-p95-800-ms'], measure: measureLists },
  { names: ['sets-p95-100000-ms'], measure: measureLongLists },
  { names: ['fleet-import-s', 'lesson-status-800-ms', 'clock-refresh-800-ms'], measure: measureLessons },
  { names: ['mtls-connects-vs-mosquitto'], measure: measureConnects },
  { names: ['idle-connection-vs-mosquitto'], measure: measureIdle },
  { names: ['storm-vs-calm'], measure: measureStorm },
  { names: ['back-800-s', 'back-10000-s', 'back-event-loop-p99-ms'], measure: measureBack },
  { names: ['console-script-kb', 'first-view-kb'], measure: measureFirstView },
  {
    names: ['memory', 'cpu', 'wire', 'start'].map(of => `agent-${of}-vs-zabbix-agent2`),
    measure: measureGentle,
  },
  { names: ['cold-start-ms'], measure: measureColdStart },
]

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string' } },
})
const known = scenarios.flatMap(({ names }) => names)
const unknown = wanted.find(name => !known.includes(name))
if (unknown === undefined) await run()
else {
  process.stderr.write(`"${unknown}" is not measured here. Expected some of: ${known.join(', ')}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const undo: Undo = []
  let leaving: Promise<never> | undefined
  const leave = () => {
    leaving ??= undoAll(undo).then(() => process.exit(130))
  }
  process.once('SIGINT', leave).once('SIGTERM', leave)
  try {
    await measureAll(undo)
  } catch (failure) {
    // What is measured breaks when it is put away under its hands.
    await leaving
    throw failure
  }
}

async function measureAll(undo: Undo): Promise<void> {
  const figures: Figure[] = []
  const otherSide = values.against && (await commitOf(values.against))
  for (const { names, measure } of scenarios) {
    if (wanted.length > 0 && !names.some(name => wanted.includes(name))) continue
    process.stderr.write(`measuring ${names.join(', ')}\n`)
    figures.push(...(await measure(undo, values.against).finally(() => undoAll(undo))))
    await keep(figures, otherSide)
  }
  process.stdout.write(`${tableOf(figures)}\n`)
}

/** What was not measured this time stays as it was. */
async function keep(figures: readonly Figure[], otherSide: string | undefined): Promise<void> {
  const before = await readFile(resultsFile, 'utf8').catch(() => '{}')
  const results = {
    ...JSON.parse(before),
    ...Object.fromEntries(figures.map(one => [one.name, resultOf(one, otherSide)])),
  }
  await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
}

/** What a checkout is called in the results. @throws when the folder is none */
async function commitOf(checkout: string): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', checkout, 'rev-parse', '--short', 'HEAD'])
  return stdout.trim()
}
