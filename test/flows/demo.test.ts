import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BoardPair } from '../../controlplane/overview/board/api.ts'
import { type Role, roles } from '../../controlplane/people/rules.ts'
import type { TicketRow } from '../../controlplane/tickets/api.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { until } from '../support/until.ts'

const program = fileURLToPath(new URL('../demo.ts', import.meta.url))
let running: { leave(): Promise<number | null> }[] = []
let parent: string
let ports: Record<string, string>

/** Enrolled sets come back to the doors they know: free ports, the same for both starts. */
async function findFreePorts(): Promise<Record<string, string>> {
  const names = ['HTTP', 'MQTT', 'MQTT_WS', 'SET', 'STUN', 'AGENT_PAGE']
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  const free = servers.map(server => String((server.address() as { port: number }).port))
  await Promise.all(servers.map(server => once(server.close(), 'close')))
  return Object.fromEntries(names.map((name, index) => [`SETWACHT_${name}_PORT`, free[index]!]))
}

beforeEach(async () => {
  ports = await findFreePorts()
  parent = await mkdtemp(join(tmpdir(), 'setwacht demo-'))
  // As root the database runs as another user, who has to come through.
  await chmod(parent, 0o711)
})
/** The database writes to the folder until it has stopped, also when the test failed half-way. */
afterEach(async () => {
  await Promise.all(running.map(demo => demo.leave()))
  running = []
  await rm(parent, { recursive: true, force: true })
}, 60_000)

function startDemo(story: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program], {
    env: {
      ...programEnvironment,
      HOME: process.env.HOME,
      SETWACHT_DATA_DIR: join(parent, 'data'),
      ...ports,
      ...story,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
  let isAsked = false
  const demo = {
    output: () => output,
    gone,
    /** The link it prints for a role, once everything is there. */
    link: (role: Role) =>
      until('the demo prints its links', () => /Ctrl-C stops/.test(output) && findLink(output, role), 90_000),
    /** Ctrl-C, once: the second makes it leave without its programs. Its exit code. */
    leave(): Promise<number | null> {
      if (!isAsked) child.kill('SIGINT')
      isAsked = true
      return gone
    },
  }
  running.push(demo)
  return demo
}

type Running = ReturnType<typeof startDemo>

type Answer = { total: number; device: { id: string }; at: number[] }

async function ask(person: SignedIn, path: string): Promise<Answer> {
  return (await askAs(person, path)).json() as Promise<Answer>
}

function findLink(output: string, role: Role): string | undefined {
  return new RegExp(`${role} +(http://\\S+)`).exec(output)?.[1]
}

/** As the page of the link does. */
async function signInBy(link: string): Promise<SignedIn> {
  const { origin: httpUrl, hash } = new URL(link)
  const answer = await fetch(`${httpUrl}/api/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: httpUrl },
    body: JSON.stringify({ token: hash.slice(1) }),
  })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { httpUrl, cookie, accountId: '' }
}

/** How many children have a lesson now, as the demo says it, whatever the hour is. */
function expectLessons(output: string): void {
  const [, count] = /Lessons +laid around \d\d:\d\d .*: (\d+) children/.exec(output) ?? []
  expect(Number(count)).toBeGreaterThanOrEqual(10)
}

/** The page of this machine's set is there, with what lets it in. */
async function expectPage(output: string): Promise<void> {
  const [, address] =
    /(http:\/\/127\.0\.0\.1:\d+\/)#[\w-]{20,}/.exec(output.slice(output.indexOf('Page '))) ?? []
  const answer = await fetch(address ?? '')
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('<html')])
}

/** What the story says that it did to whom, with the page to look at; once it is said. */
async function storyLine({ output }: Running, words: string) {
  const says = new RegExp(
    `^\\d\\d:\\d\\d:\\d\\d  ((?:T-2026-\\d{4}(?:, )?)+): (.*${words}.*): (http://\\S+)$`,
    'm',
  )
  const [, codes, , page] = await until(`"${words}" is told`, () => says.exec(output()) ?? undefined, 60_000)
  return { codes: codes!.split(', '), page: page! }
}

const seenMs = 90_000
async function listOf<Row>(person: SignedIn, path: string, name: 'pairs' | 'rows'): Promise<Row[]> {
  return ((await (await askAs(person, path)).json()) as Record<typeof name, Row[]>)[name]
}

/** A camera, a press, a school and a restless set: each is told in a line, and seen on Nu or in the queue. */
async function expectStory(demo: Running, person: SignedIn): Promise<void> {
  const seen = (what: string, codes: readonly string[], isSo: (pair: BoardPair) => boolean) => {
    const ask = async () => {
      const pairs = await listOf<BoardPair>(person, '/api/board', 'pairs')
      return codes.every(code => pairs.some(pair => pair.trajectory === code && isSo(pair)))
    }
    return until(what, ask, seenMs)
  }
  const queued = (symptom: string, [code]: readonly string[]) => {
    const ask = async () => {
      const rows = await listOf<TicketRow>(person, '/api/tickets', 'rows')
      return rows.some(row => row.symptom === symptom && row.trajectory === code)
    }
    return until(`${symptom} in the queue`, ask, seenMs)
  }
  const camera = await storyLine(demo, 'is unplugged')
  await seen('its camera is gone', camera.codes, ({ school }) => school?.camera === 'absent')
  const asks = await storyLine(demo, 'presses help')
  expect(new URL(asks.page).pathname).toBe(`/trajectories/${asks.codes[0]}`)
  expect((await fetch(asks.page)).status).toBe(200)
  await queued('help', asks.codes)
  const school = await storyLine(demo, 'loses its line')
  expect(school.codes).toHaveLength(4)
  await seen('all its sets are gone', school.codes, ({ school }) => school?.presence !== 'online')
  await queued('flapping', (await storyLine(demo, 'comes and goes')).codes)
}

test('a story that does not exist is refused, and those that do are named', async () => {
  const demo = startDemo({ STORY: 'strom' })
  expect(await demo.gone).toBe(1)
  expect(demo.output()).toMatch(/no story "strom".*: usual, storm, quiet/)
})

test('the demo shows this machine and 80 simulated sets, most of them in a lesson at any hour, tells its story, stops on Ctrl-C and keeps its data', async () => {
  const first = startDemo({ STORY_PACE: '5' })
  const technician = await signInBy(await first.link('helpdesk'))
  for (const role of roles) expect(findLink(first.output(), role), role).toBeDefined()
  // That a set is simulated is known by what it reports, after it connected.
  const connected = '/api/sets?simulated=yes&presence=online&limit=1'
  await until(
    'most simulated sets are connected and have reported',
    async () => (await ask(technician, connected)).total >= 60,
    60_000,
  )
  expect((await ask(technician, '/api/trajectories')).total).toBe(51)
  await expectStory(first, technician)
  expectLessons(first.output())
  await expectPage(first.output())
  const measured = await until(
    'what was measured before the start has come in',
    async () => {
      const { at } = await ask(technician, '/api/sets/KS-0001/series?span=day')
      return at.length > 30 ? at : undefined
    },
    60_000,
  )
  expect(measured.at(-1)! - measured[0]!).toBeGreaterThan(20 * 3_600_000)
  const { device } = await ask(technician, '/api/sets/KS-9999')
  expect((await ask(technician, '/api/sets?q=KS-9999&presence=online')).total).toBe(1)
  expect(await first.leave()).toBe(0)
  expect(first.output()).toMatch(/Everything has stopped\.\s*$/)

  const second = startDemo({ STORY: 'quiet' })
  const again = await signInBy(await second.link('lead'))
  expect((await ask(again, '/api/sets')).total).toBe(101)
  expect((await ask(again, '/api/trajectories')).total).toBe(51)
  expectLessons(second.output())
  expect(second.output()).toContain('quiet: nothing happens')
  expect((await ask(again, '/api/sets/KS-9999')).device).toEqual(expect.objectContaining({ id: device.id }))
  await until(
    'it is connected again',
    async () => (await ask(again, '/api/sets?q=KS-9999&presence=online')).total,
    30_000,
  )
  expect(await second.leave()).toBe(0)
}, 240_000)
