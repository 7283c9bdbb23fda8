import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { graceMs } from '../controlplane/devices/presence/rules.ts'
import type { Clock } from '../controlplane/platform/clock.ts'
import { StartRefused } from '../controlplane/platform/start-refused.ts'
import { readSettings } from '../controlplane/settings.ts'
import { type LastClock, lagFor } from './fleet/demo-clock.ts'
import { runProgram, startProgram, stopProgram, waitUntilReady } from './fleet/demo-programs.ts'
import { countLessons, importDemo, type LaidLessons, thisMachine, writeDemo } from './fleet/demo-register.ts'
import { ensureEnrolled } from './fleet/enrol-sets.ts'
import { startFleet } from './fleet/fleet.ts'
import { civilMoment } from './fleet/fleet-days.ts'
import { readStorySettings } from './fleet/settings.ts'
import { openStage } from './fleet/stage.ts'
import { type StoryName, storyNames } from './fleet/stories.ts'
import { tellStory } from './fleet/telling.ts'
import { makeLinks, type SignedIn, signInAs } from './support/people.ts'

/** The practice sets beside this machine. */
const pairs = 40
const seed = 1

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Makes the authority that signs for sets, once; what it says is shown when it does not work. */
async function ensureAuthority(dataDir: string, folder: string): Promise<void> {
  if (existsSync(join(dataDir, 'authority'))) return
  say('An authority for the certificates of the sets is made …')
  await runProgram(
    'authority',
    '../../provisioning/authority/main.ts',
    ['create', '--data', dataDir],
    '',
    {},
    folder,
  )
}

/** Enrols the agent of this machine as a technician would: by the command, with a code. */
async function enrolThisMachine(admin: SignedIn, directory: string, folder: string): Promise<void> {
  await ensureEnrolled(admin, thisMachine.label, directory, code =>
    runProgram('enrolment', '../../agent/enrol.ts', [], code, { SETWACHT_AGENT_DIR: directory }, folder),
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

/** What is going to be done, or why nothing is. */
function sayStory(name: StoryName, isNow: boolean): string {
  if (name === 'quiet') return 'quiet: nothing happens'
  return isNow
    ? `${name}: what is done to whom is said below, a line each`
    : `${name}: told when there are lessons, and there are none now`
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
  const agent = startProgram('agent', 'demo-agent.ts', environment, folder, [String(lagMs)])
  stops.push(() => stopProgram(agent))
  return { agent, page: await findPage(directory) }
}

type Welcome = {
  name: StoryName
  lessons: string
  isNow: boolean
  page: string
  folder: string
  lagMs: number
}

/** Where everything is, once it is there. */
async function sayWelcome(
  server: Parameters<typeof makeLinks>[0] & { clock: Clock },
  { name, lessons, isNow, page, folder, lagMs }: Welcome,
): Promise<void> {
  const links = Object.entries(await makeLinks(server))
  say(`
  Sign in   by one of these links, which work once and within ten minutes
${links.map(([role, link]) => `            ${role.padEnd(11)}${link}`).join('\n')}
            later: npm run sign-in-link -- helpdesk
  Page      what the family sees at ${thisMachine.label}, to ask for help: ${page}
  Sets      ${thisMachine.label} is this machine, for real; ${pairs} simulated pairs beside it
  Lessons   ${lessons};
            each start lays them anew${sayClock(server.clock.now(), lagMs)}
  Story     ${sayStory(name, isNow)};
            there are: ${storyNames.join(', ')} (make demo STORY=storm)
  Past      what the simulated sets measured in the week before comes in late, in the first minute
  Data      ${server.dataDir}, kept: the next start goes on with it
  Logs      ${folder}

Ctrl-C stops everything.`)
}

/** Ctrl-C; the second one ends this at once. */
function whenAsked(): Promise<string> {
  return new Promise<string>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve('asked')
      })
    }
  })
}

async function demo(): Promise<void> {
  const { dataDir, databaseUrl } = readSettings()
  const { story: name, pace } = readStorySettings()
  const { population, story } = writeDemo(name, { pairs, seed })
  // Beside the data folder: that one belongs to the control plane, which decides who may enter it.
  const folder = `${dataDir}-demo`
  const stops: (() => Promise<void>)[] = []
  const leave = whenAsked()
  try {
    say('Setwacht starts …')
    await mkdir(folder, { recursive: true })
    await ensureAuthority(dataDir, folder)
    const last = await readLastClock(folder)
    const lagMs = lagFor(Date.now(), last)
    stops.push(keepClock(folder, lagMs))
    const plane = startProgram('control plane', 'demo-plane.ts', {}, folder, [String(lagMs)])
    stops.push(() => stopProgram(plane))
    const ports = await waitUntilReady(plane)
    const readyAt = Date.now() - lagMs
    const httpUrl = `http://127.0.0.1:${ports.httpPort}`
    const clock = { now: () => Date.now() - lagMs, isHeld: false }
    const server = { httpUrl, databaseUrl, dataDir, clock }
    const admin = await signInAs(server, 'admin')
    const counsellor = await signInAs(server, 'counsellor')
    const lessons = await importDemo({
      ...{ admin, counsellor, population, seed },
      begun: story.begun,
      now: clock.now(),
    })
    const { agent, page } = await startThisMachine(admin, { folder, lagMs, stops })
    const { mqttPort } = ports
    const stage = openStage()
    const { troubles } = story
    const directory = join(folder, 'fleet')
    const practice = { admin, mqttPort, pairs, seed, lagMs, hasPast: true, directory, troubles, stage }
    const fleet = await startFleet(practice)
    stops.push(() => fleet.stop())
    const said = {
      name,
      lessons: await sayLessons(admin, lessons),
      isNow: lessons.isNow,
      page,
      folder,
      lagMs,
    }
    await sayWelcome(server, said)
    const missedFrom = readyAt + graceMs(last ? Math.max(0, readyAt - last.seenAt) : 0)
    if (lessons.isNow)
      stops.push(tellStory(story.deeds, { ...{ stage, httpUrl, missedFrom, pace, say }, now: clock.now }))
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
