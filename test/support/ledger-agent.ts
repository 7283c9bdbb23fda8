import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAgent } from '../../agent/agent.ts'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { type Identity, loadIdentity } from '../../agent/identity/identity.ts'
import { type LinkTimes, linkTimes } from '../../agent/link/times.ts'
import { openMemory } from '../../agent/memory/memory.ts'
import type { Outbox } from '../../agent/memory/outbox/outbox.ts'
import type { Glance, Measurement } from '../../agent/report/sampling.ts'
import type { Sensing } from '../../agent/report/sensing.ts'
import { ServerClock } from '../../agent/sensors/clock.ts'
import type { Facts } from '../../protocol/facts.ts'
import type { ReportBody } from '../../protocol/report.ts'
import { seededRandom } from '../fleet/chance.ts'
import { leadThrough } from './enrolled-set.ts'
import type { Ledger } from './ledger.ts'

export type LedgerAgentParts = {
  deviceId: string
  mqttPort: number
  ledger: Ledger
  seed: number
  /** an enrolled folder; its door of MQTT is led to `mqttPort`. Left out: a set without a certificate */
  enrolledIn?: string
  /** reports a second beside the one a second of the agent's own rhythm; left out: none */
  extraPerSecond?: number
  reportSeconds?: number
  clock?: Clock
  times?: LinkTimes
}

/** A set whose folder outlives its agents. */
export type LedgerSet = ReturnType<typeof prepareLedgerSet>

/** What the sensors of a set find, and how many reports it may still make. */
type Script = { clock: Clock; facts: Facts; random: () => number; reportsLeft: number }

/** The real agent, its sensors scripted, with every report it makes and every acknowledgement in the ledger. */
export function prepareLedgerSet(parts: LedgerAgentParts) {
  const directory = parts.enrolledIn ?? mkdtempSync(join(memoryFolder(), 'setwacht-set-'))
  const { deviceId, ledger, extraPerSecond = 0 } = parts
  const script: Script = {
    clock: parts.clock ?? systemClock,
    facts: { interface: 'wired' },
    random: seededRandom(parts.seed),
    reportsLeft: Number.POSITIVE_INFINITY,
  }
  let running: Awaited<ReturnType<typeof startScripted>> | undefined
  let extra: NodeJS.Timeout | undefined

  const set = {
    directory,
    deviceId,
    script,
    outbox: () => running?.outbox,
    /** CONNECTs until now. */
    connections: () => running?.savedState.state.connection ?? 0,
    async start(): Promise<void> {
      running = await startScripted(parts, directory, script)
      if (extraPerSecond > 0) extra = setInterval(set.addReport, 1000 / extraPerSecond)
    },
    /** One more report, as from a busier sensor. */
    addReport(): void {
      if (!running) return
      const { outbox, clock } = running
      const readings = {
        cpu_mean_percent: tenth(script.random() * 100),
        rtt_p50_ms: tenth(script.random() * 400),
      }
      outbox.add('report', { seconds: 1, flags: 8, readings }, { at: clock.now(), up: clock.up() })
    },
    /** After one more report of the agent's own there are no more: its sensors fail. */
    calm(): void {
      clearInterval(extra)
      script.reportsLeft = Math.min(script.reportsLeft, 1)
    },
    /** Calm, and everything it ever said is acknowledged. */
    hasFinished: () => script.reportsLeft <= 0 && running?.outbox.depth === 0,
    async stop(): Promise<void> {
      clearInterval(extra)
      const was = running
      running = undefined
      if (!was) return
      await was.agent.stop('off')
      ledger.gaveUp(deviceId, was.outbox.dropped)
    },
    async remove(): Promise<void> {
      await set.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return set
}

async function startScripted(parts: LedgerAgentParts, directory: string, script: Script) {
  const { reportSeconds = 1, times = linkTimes } = parts
  const { clock, random } = script
  const { savedState, outbox } = await openMemory(directory, 'boot', clock.now(), () => undefined)
  noteIn(parts, outbox)
  const serverClock = new ServerClock(clock.now)
  const agent = await startAgent({
    identity: await identityOf(parts),
    directory,
    savedState,
    outbox,
    sensing: scriptSensing(random, script, () => {
      script.reportsLeft -= 1
      if (script.reportsLeft < 0) throw new Error('this set has been told to be calm')
      return serverClock.offsetMs
    }),
    clock,
    random,
    log: () => undefined,
    times,
    reportSeconds,
    versions: { agent: '0.0.0', runtime: 'test', system: null },
    simulated: true,
    onServerTime: now => serverClock.heard(now),
  })
  return { agent, outbox, savedState, clock }
}

/** What goes into the outbox and what is forgotten again stands in the ledger. */
function noteIn({ ledger, deviceId }: LedgerAgentParts, outbox: Outbox): void {
  const { add, forget } = { add: outbox.add.bind(outbox), forget: outbox.forget.bind(outbox) }
  outbox.add = (kind, body, moment) => {
    const seq = add(kind, body, moment)
    if (seq !== undefined && kind === 'report') {
      ledger.produced(deviceId, outbox.epoch, seq, body as ReportBody)
    }
    return seq
  }
  outbox.forget = ranges => {
    ledger.acknowledged(deviceId, ranges)
    return forget(ranges)
  }
}

async function identityOf({ deviceId, mqttPort, enrolledIn }: LedgerAgentParts): Promise<Identity> {
  if (enrolledIn === undefined) return { deviceId, host: '127.0.0.1', mqttPort, stunPort: 1 }
  return leadThrough(await loadIdentity(enrolledIn), mqttPort)
}

/** What is killed here is the control plane: the outboxes may lie in memory, where many can be written at once. */
function memoryFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
}

function scriptSensing(
  random: () => number,
  script: { facts: Facts },
  clockOffsetMs: () => number | null,
): Sensing {
  const glance = (): Glance => ({
    cpuPercent: random() * 100,
    temperatureCelsius: 40 + random() * 20,
    signalDbm: null,
    roundTrips: [10 + random() * 20],
  })
  const measurement = (): Measurement => ({
    readings: { memory_used_percent: random() * 100, clock_offset_ms: clockOffsetMs() },
    throttled: false,
    onCharge: null,
  })
  return {
    glance: async () => ({ ...glance(), facts: { ...script.facts } }),
    measure: async () => measurement(),
    stop: () => undefined,
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
