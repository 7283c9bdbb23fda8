import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { startAgent } from '../../agent/agent.ts'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { type Identity, loadIdentity } from '../../agent/identity/identity.ts'
import { type LinkTimes, linkTimes } from '../../agent/link/times.ts'
import type { Log, Facts as LogFacts } from '../../agent/log.ts'
import { openMemory } from '../../agent/memory/memory.ts'
import type { Glance, Measurement } from '../../agent/report/sampling.ts'
import type { Sensing } from '../../agent/report/sensing.ts'
import type { Envelope, StoredRange } from '../../protocol/envelope.ts'
import type { Facts } from '../../protocol/facts.ts'
import type { DownwardKind, DownwardPayload, UpwardKind } from '../../protocol/messages.ts'
import { downTopic, parseUpTopic } from '../../protocol/topics.ts'

export const deviceId = '01980000-0000-7000-8000-000000000001'

/** Everything a set sent, in the order in which the broker had it. */
export type Heard = { kind: UpwardKind; envelope: Envelope; client: boolean }

/** A bare broker with a control plane that does what the test says; what was heard is kept. */
export async function startBroker() {
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  const broker = await Aedes.createBroker()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    broker.handle(socket)
  })
  const answers = {
    hello: (_envelope: Envelope): DownwardPayload['welcome'] | undefined => ({
      now: Date.now(),
      stored: [],
      pace: 1000,
    }),
    stored: ({ epoch, seq }: Envelope): StoredRange[] => [[epoch, seq, seq]],
    authenticates: true,
  }
  broker.authenticate = (_client, _user, _password, done) => {
    const refusal = Object.assign(new Error('not allowed'), { returnCode: 5 as const })
    if (answers.authenticates) done(null, true)
    else done(refusal, false)
  }
  function send<Kind extends DownwardKind>(kind: Kind, payload: DownwardPayload[Kind]): void {
    const packet = { topic: downTopic(deviceId, kind), payload: Buffer.from(JSON.stringify(payload)) }
    broker.publish({ cmd: 'publish', qos: 0, dup: false, retain: false, ...packet }, () => undefined)
  }
  broker.on('publish', (packet, client) => {
    const address = parseUpTopic(packet.topic)
    if (!address) return
    const envelope = JSON.parse(packet.payload.toString()) as Envelope
    heard.push({ kind: address.kind, envelope, client: client !== null })
    if (address.kind === 'hello') {
      const welcome = answers.hello(envelope)
      if (welcome) send('welcome', welcome)
    } else if (envelope.seq > 0) {
      const stored = answers.stored(envelope)
      if (stored.length > 0) send('ack', { stored, now: Date.now() })
    }
  })
  const port = await listen(server)
  return {
    port,
    heard,
    answers,
    send,
    /** How often each number arrived, as `epoch.seq`. */
    numbers: () =>
      heard.filter(one => one.envelope.seq > 0).map(one => `${one.envelope.epoch}.${one.envelope.seq}`),
    ofKind: (kind: UpwardKind) => saidOf(kind, heard),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
      await new Promise<void>(resolve => broker.close(resolve))
    },
  }
}

/** What was said of a kind; what was sent again because its `ack` took long is said once. */
function saidOf(kind: UpwardKind, heard: readonly Heard[]): Envelope[] {
  const all = heard.filter(one => one.kind === kind).map(one => one.envelope)
  const isFirst = ({ epoch, seq }: Envelope, at: number) =>
    seq === 0 || all.findIndex(one => one.epoch === epoch && one.seq === seq) === at
  return all.filter(isFirst)
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
}

/** Times of the protocol, shortened a hundredfold or so. */
export const quickTimes: LinkTimes = {
  ...linkTimes,
  leastMs: 10,
  baseMs: 20,
  capMs: 200,
  stableMs: 1000,
  refusedMs: [700, 900],
  resendMs: 300,
  resendHelpMs: 300,
  resendMaxMs: 600,
  helloMs: 200,
  helloMaxMs: 400,
  keepAliveSeconds: 1,
  connectMs: 500,
}

export type Script = { facts: Facts; glance: Glance; measured: Measurement }

export const newScript = (): Script => ({
  facts: { interface: 'wired' },
  glance: { cpuPercent: 5, temperatureCelsius: null, signalDbm: null, roundTrips: [20] },
  measured: { readings: { memory_used_percent: 40 }, throttled: false, onCharge: null },
})

/** `reportSeconds` undefined: by the lessons. */
type Pace = { times: LinkTimes; reportSeconds: number | undefined; clock?: Clock }

/** The real agent over sensors that say what the test wants, with its memory and its log to look into. */
async function startRigged(
  identity: Identity,
  directory: string,
  script: Script,
  { times, reportSeconds, clock = systemClock }: Pace,
) {
  const said: { level: string; what: string; facts: LogFacts }[] = []
  const log: Log = (level, what, facts) => said.push({ level, what, facts: facts ?? {} })
  const { savedState, outbox } = await openMemory(directory, 'boot', clock.now(), log)
  const sensing: Sensing = {
    glance: async () => ({ ...script.glance, facts: { ...script.facts } }),
    measure: async () => script.measured,
    stop: () => undefined,
  }
  const agent = await startAgent({
    identity,
    directory,
    savedState,
    outbox,
    sensing,
    clock,
    random: Math.random,
    log,
    times,
    reportSeconds,
    versions: { agent: '0.0.0', runtime: 'test', system: null },
    simulated: true,
    onServerTime: () => undefined,
  })
  return { ...agent, outbox, savedState, said }
}

/** The agent of an enrolled folder. */
export async function startEnrolled(directory: string, times: LinkTimes, clock: Clock = systemClock) {
  const identity = await loadIdentity(directory)
  return startRigged(identity, directory, newScript(), { times, reportSeconds: 3600, clock })
}

/** The agent of an enrolled folder, which reports by its lessons, over sensors that say what the test wants. */
export async function startByLessons(directory: string, script: Script, times: LinkTimes, clock: Clock) {
  return startRigged(await loadIdentity(directory), directory, script, {
    times,
    reportSeconds: undefined,
    clock,
  })
}

/** A set whose sensors say what the test wants; its folder outlives its agents. */
export function prepareSet(mqttPort: number, id: string = deviceId, clock: Clock = systemClock) {
  const directory = mkdtempSync(join(tmpdir(), 'setwacht-set-'))
  const script = newScript()
  const identity = { deviceId: id, host: '127.0.0.1', mqttPort, stunPort: 1 }
  return {
    directory,
    script,
    start: (times: LinkTimes = quickTimes, reportSeconds = 3600) =>
      startRigged(identity, directory, script, { times, reportSeconds, clock }),
    /** Puts messages in the outbox as an earlier run would have. */
    async queueBefore(count: number) {
      const { savedState, outbox } = await openMemory(directory, 'boot', Date.now(), () => undefined)
      for (let done = 0; done < count; done += 1) {
        outbox.add('report', { seconds: done, flags: 8, readings: {} }, { at: Date.now(), up: 1 })
      }
      await savedState.save({ clean: true })
      outbox.close()
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
