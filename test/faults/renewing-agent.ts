import { startAgent } from '../../agent/agent.ts'
import { systemClock } from '../../agent/clock.ts'
import { loadIdentity } from '../../agent/identity/identity.ts'
import { linkTimes } from '../../agent/link/times.ts'
import { logTo } from '../../agent/log.ts'
import { openMemory } from '../../agent/memory/memory.ts'

/** The real agent of an enrolled folder, whose certificates are due soon; it goes on until it is killed. */
const [directory = '', renewFromMs = ''] = process.argv.slice(2)
const log = logTo(line => process.stdout.write(line), Date.now)
const { savedState, outbox } = await openMemory(directory, 'boot', Date.now(), log)
await startAgent({
  identity: await loadIdentity(directory),
  directory,
  savedState,
  outbox,
  sensing: {
    glance: async () => ({
      cpuPercent: 1,
      temperatureCelsius: null,
      signalDbm: null,
      roundTrips: [],
      facts: { interface: 'wired' },
    }),
    measure: async () => ({ readings: {}, throttled: false, onCharge: null }),
    stop: () => undefined,
  },
  clock: systemClock,
  random: Math.random,
  log,
  times: {
    ...linkTimes,
    leastMs: 10,
    baseMs: 50,
    capMs: 500,
    renewFromMs: Number(renewFromMs),
    renewSpreadMs: 0,
    renewAgainMs: 2000,
    quietMs: 2000,
  },
  reportSeconds: 60,
  versions: { agent: '0.0.0', runtime: 'test', system: null },
  simulated: true,
  onServerTime: () => undefined,
})
