import type { CodesOf } from '../../protocol/findings.ts'
import type { Readings } from './readings.ts'

/** A battery that is this low is plugged in now, or the lesson may not begin. */
const emptyPercent = 10
/** Below this it is short, whatever is known of how fast it goes. */
const shortPercent = 25
const clockMs = { off: 30_000, wrong: 300_000 }
/** Free, in percent. */
const disk = { low: 10, full: 2 }
/** In use, in percent. */
const memory = { short: 90, full: 97 }
/** An agent that starts so often in ten minutes falls over. */
const startsMany = 3

export function judgePower({ facts, numbers }: Readings): CodesOf<'power'> {
  if (facts.on_charge || facts.unreadable?.battery === 'absent') return 'power_ok'
  const percent = numbers.battery_percent ?? undefined
  if (facts.on_charge !== false) return 'power_unknown'
  if (percent !== undefined && percent < emptyPercent) return 'battery_empty'
  if (facts.battery_lasts === false || (percent !== undefined && percent < shortPercent))
    return 'battery_short'
  return facts.battery_lasts ? 'battery_enough' : 'power_unknown'
}

export function judgeClock({ numbers: { clock_offset_ms: offset } }: Readings): CodesOf<'clock'> {
  if (offset === undefined || offset === null) return 'clock_unknown'
  if (Math.abs(offset) > clockMs.wrong) return 'clock_wrong'
  return Math.abs(offset) > clockMs.off ? 'clock_off' : 'clock_ok'
}

export function judgeDisk({ numbers: { disk_free_percent: free } }: Readings): CodesOf<'disk'> {
  if (free === undefined || free === null) return 'disk_unknown'
  if (free < disk.full) return 'disk_full'
  return free < disk.low ? 'disk_low' : 'disk_ok'
}

export function judgeMemory({ numbers: { memory_used_percent: used } }: Readings): CodesOf<'memory'> {
  if (used === undefined || used === null) return 'memory_unknown'
  if (used > memory.full) return 'memory_full'
  return used > memory.short ? 'memory_short' : 'memory_ok'
}

/** The first that helps a person: who cannot press for help hears of that first. */
export function judgeAgent({ agent, facts }: Readings): CodesOf<'agent'> {
  if (agent.isPageShut) return 'agent_page_shut'
  if (agent.starts >= startsMany) return 'agent_restarting'
  if (agent.dropped) return 'agent_forgetful'
  return facts.unreadable?.agent === undefined ? 'agent_ok' : 'agent_unknown'
}
