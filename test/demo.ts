import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { StartRefused } from '../controlplane/platform/start-refused.ts'
import { readSettings } from '../controlplane/settings.ts'
import { type LastClock, lagFor } from './fleet/demo-clock.ts'
import { countLessons, importDemo, type LaidLessons, thisMachine } from './fleet/demo-register.ts'
import { ensureEnrolled } from './fleet/enrol-sets.ts'
import { startFleet } from './fleet/fleet.ts'
import { civilMoment } from './fleet/fleet-days.ts'
import { makeLinks, type SignedIn, signInAs } from './support/people.ts'

/** The practice sets beside this machine. */
const pairs = 40
const seed = 1

type Ports = { httpPort: number; mqttPort: number }
type Program = { name: string; child: ChildProcess; gone: Promise<string>; lastWords: () => string }

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts a program in a group of its own, so that Ctrl-C reaches this file alone and the order of leaving is ours. */
function startProgram(
  name: string,
  file: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
  args: readonly string[] = [],
): Program {
  const program = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const log = createWriteStream(join(folder, `${name.replaceAll(' ', '-')}.log`))
  child.stdout?.pipe(log)
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000)
  })
  const gone = new Promise<string>(resolve => child.once('exit', () => resolve(name)))
  return { name, child, gone, lastWords: () => words.trim() }
}

async function stopProgram({ child, gone }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await gone
}

/** The ports of the control plane once it is ready. @throws Error with its last words when it ends before. */
async function waitUntilReady(plane: Program): Promise<Ports> {
  const lines = createInterface({ input: plane.child.stdout as NodeJS.ReadableStream })
  const ready = new Promise<Ports>(resolve => {
    lines.on('line', line => {
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line) as Ports)
    })
  })
  const ended = plane.gone.then(() => {
    throw new StartRefused(plane.lastWords() || 'The control plane ended before it was ready.')
  })
  return Promise.race([ready, ended])
}

/** Makes the authority that signs for sets, once; what it says is shown when it does not work. */
async function ensureAuthority(dataDir: string, folder: string): Promise<void> {
  if (existsSync(join(dataDir, 'authority'))) return
  say('An authority for the certificates of the sets is made …')
  await run('authority', '../provisioning/authority/main.ts', ['create', '--data', dataDir], '', {}, folder)
}

/** Runs a command to its end. @throws StartRefused with its last words when it did not work. */
async function run(
  name: string,
  file: string,
  args: readonly string[],
  input: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  const program = startProgram(name, file, environment, folder, args)
  program.child.stdin?.end(input)
  await program.gone
  if (program.child.exitCode !== 0) throw new StartRefused(program.lastWords() || `${name} did not work.`)
}

/** Enrols the agent of this machine as a technician would: by the command, with a code. */
async function enrolThisMachine(admin: SignedIn, directory: string, folder: string): Promise<void> {
  await ensureEnrolled(admin, thisMachine.label, directory, code =>
    run('enrolment', '../agent/enrol.ts', [], code, { SETWACHT_AGENT_DIR: directory }, folder),
  )
}

const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** What there is to see of lessons, and that it is made up. */
async function sayLessons(admin: SignedIn, { around, isNow }: LaidLessons): Promise<string> {
  return isNow
    ? `laid around ${clockText(around.minute)} of today, whatever day it is: ${await countLessons(admin)} children have one now`
    : `are between 06:00 and 22:00: the first ones are laid on ${around.day} at 06:00`
}

/** At night lessons are not given: then the clock of everything here is that of the day that ended. */
function sayClock(now: number, lagMs: number): string {
  if (lagMs === 0) return ''
  const { day, minute } = civilMoment(now)
  return `
  Clock     it is night: here it is ${day} ${clockText(minute)}, on every screen and set`
}

const pageFile = 'page.json'
const pageMsMax = 10_000
const lookEveryMs = 200

/** The page of this machine's set, with what lets it in; it lies in the folder of the set once it is served. */
async function findPage(directory: string): Promise<string> {
  const until = Date.now() + pageMsMax
  while (Date.now() < until) {
    const text = await readFile(join(directory, pageFile), 'utf8').catch(() => undefined)
    if (text !== undefined) {
      const { address, token } = JSON.parse(text) as { address: string; token: string }
      return `${address}#${token}`
    }
    await pause(lookEveryMs)
  }
  return 'not served, because another program has its port (SETWACHT_AGENT_PAGE_PORT chooses another)'
}

const clockFile = 'clock.json'
const clockEveryMs = 30_000

async function readLastClock(folder: string): Promise<LastClock | undefined> {
  const text = await readFile(join(folder, clockFile), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as LastClock)
}

/** Keeps what the clock has shown, for the next start. Returns how to stop. */
function keepClock(folder: string, lagMs: number): () => Promise<void> {
  const keep = () =>
    writeFile(
      join(folder, clockFile),
      JSON.stringify({ lagMs, seenAt: Date.now() - lagMs } satisfies LastClock),
    )
  const timer = setInterval(keep, clockEveryMs)
  return () => {
    clearInterval(timer)
    return keep()
  }
}

/** The agent of this machine, for real, and where its page is. */
async function startThisMachine(
  admin: SignedIn,
  { folder, lagMs, stops }: { folder: string; lagMs: number; stops: (() => Promise<void>)[] },
) {
  const directory = join(folder, 'agent')
  await enrolThisMachine(admin, directory, folder)
  await rm(join(directory, pageFile), { force: true })
  const environment = { SETWACHT_AGENT_DIR: directory }
  const agent = startProgram('agent', 'fleet/demo-agent.ts', environment, folder, [String(lagMs)])
  stops.push(() => stopProgram(agent))
  return { agent, page: await findPage(directory) }
}

async function demo(): Promise<void> {
  const { dataDir, databaseUrl } = readSettings()
  // Beside the data folder: that one belongs to the control plane, which decides who may enter it.
  const folder = `${dataDir}-demo`
  const stops: (() => Promise<void>)[] = []
  const leave = new Promise<string>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve('asked')
      })
    }
  })
  try {
    say('Setwacht starts …')
    await mkdir(folder, { recursive: true })
    await ensureAuthority(dataDir, folder)
    const lagMs = lagFor(Date.now(), await readLastClock(folder))
    stops.push(keepClock(folder, lagMs))
    const plane = startProgram('control plane', 'fleet/demo-plane.ts', {}, folder, [String(lagMs)])
    stops.push(() => stopProgram(plane))
    const ports = await waitUntilReady(plane)
    const httpUrl = `http://127.0.0.1:${ports.httpPort}`
    const clock = { now: () => Date.now() - lagMs, isHeld: false }
    const server = { httpUrl, databaseUrl, dataDir, clock }
    const admin = await signInAs(server, 'admin')
    const counsellor = await signInAs(server, 'counsellor')
    const lessons = await importDemo({ admin, counsellor, pairs, seed, now: clock.now() })
    const { agent, page } = await startThisMachine(admin, { folder, lagMs, stops })
    const { mqttPort } = ports
    const practice = { admin, mqttPort, pairs, seed, lagMs, hasPast: true, directory: join(folder, 'fleet') }
    const fleet = await startFleet(practice)
    stops.push(() => fleet.stop())
    const links = Object.entries(await makeLinks(server))
    say(`
  Sign in   by one of these links, which work once and within ten minutes
${links.map(([role, link]) => `            ${role.padEnd(11)}${link}`).join('\n')}
            later: npm run sign-in-link -- helpdesk
  Page      what the family sees at ${thisMachine.label}, to ask for help: ${page}
            a child and a teacher at simulated sets ask now and then too: see Nu
  Sets      ${thisMachine.label} is this machine, for real; ${pairs} simulated pairs beside it
  Lessons   ${await sayLessons(admin, lessons)};
            each start lays them anew${sayClock(clock.now(), lagMs)}
  Past      what the simulated sets measured in the week before comes in late, in the first minute
  Data      ${dataDir}, kept: the next start goes on with it
  Logs      ${folder}

Ctrl-C stops everything.`)
    const ended = await Promise.race([leave, plane.gone, agent.gone])
    if (ended !== 'asked') {
      process.exitCode = 1
      const words = [plane, agent].find(({ name }) => name === ended)?.lastWords()
      say(`The ${ended} ended by itself. ${words || `Its log is in ${folder}.`}`)
    } else say('Setwacht stops …')
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

try {
  await demo()
  say('Everything has stopped.')
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stderr.write(`${failure.message}\n`)
  process.exitCode = 1
}
