import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../agent/log.ts'
import { openMemory } from '../../agent/memory/memory.ts'
import { summarise } from '../../agent/report/sampling.ts'
import { noOccasion } from '../../agent/report/sensing.ts'
import type { FleetSet } from './population.ts'
import type { Scenario } from './scenarios.ts'
import { localTime } from './school-day.ts'
import { scriptSensors } from './script.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const days = 7
/** The last hours in small steps, what was before in hours. */
const fineHours = 3
const fineMinutes = 10
const glancesOfReport = 4
/** When a set at home is on, in minutes since midnight. */
const homeIsOn = { from: 7 * 60, until: 21 * 60 }

type Past = { directory: string; seed: number; now: number; log: Log }

/**
 * A practice set that starts for the first time comes as one that could not send for a week: what it measured waits in
 * its outbox and leaves by the wire, late, marked as practice like all else. Nothing is written by another way.
 */
export async function layPast(
  set: FleetSet,
  scenario: Scenario,
  { directory, seed, now, log }: Past,
): Promise<void> {
  if (await isThere(join(directory, 'outbox.sqlite'))) return
  const { outbox } = await openMemory(directory, 'practice', now, log)
  try {
    let at = now
    const sensing = scriptSensors(set, scenario, seed, {
      now: () => at,
      localTime: () => localTime(at),
      clockOffsetMs: () => 0,
    })
    const starts = momentsUntil(now)
    for (const [index, from] of starts.entries()) {
      const until = starts[index + 1] ?? now
      if (!isOn(set, from)) continue
      const glances = []
      for (let part = 1; part <= glancesOfReport; part++) {
        at = from + (part * (until - from)) / glancesOfReport
        glances.push(await sensing.glance(noOccasion))
      }
      const measured = await sensing.measure('all')
      outbox.add('report', summarise((until - from) / 1000, glances, measured, true), { at: until, up: 0 })
    }
  } finally {
    outbox.close()
  }
}

/** When each report of the past week began. */
function momentsUntil(now: number): number[] {
  const fineFrom = now - fineHours * hourMs
  const hours = days * 24 - fineHours
  return [
    ...Array.from({ length: hours }, (_, hour) => fineFrom - (hours - hour) * hourMs),
    ...Array.from(
      { length: (fineHours * 60) / fineMinutes },
      (_, step) => fineFrom + step * fineMinutes * minuteMs,
    ),
  ]
}

function isOn({ kind }: FleetSet, at: number): boolean {
  const { minute } = localTime(at)
  return kind === 'school' || (minute >= homeIsOn.from && minute < homeIsOn.until)
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
