import { type Cable, startCable } from '../support/cable.ts'
import type { FleetSet } from './population.ts'
import { cutScenarios, lineHolds, type Scenario, switchedOffAfterMs } from './scenarios.ts'
import type { Stage } from './stage.ts'

const shiftMs = 7919

/** `shiftMs` keeps sets with the same trouble from having it at the same moment. */
type Line = {
  key: string
  scenario: Scenario
  shiftMs: number
  cable: Cable
  holds: boolean
  /** How often it broke because it is restless. */
  broke: number
}

/** A restless line breaks so often, each time when it was held for so long. */
const restless = { breaks: 8, heldMs: 4000 }

/** A set that was started, the so manieth of all. */
type Cast = { set: FleetSet; index: number; scenario: Scenario }

type Parts = { mqttPort: number; stage: Stage | undefined }

/** The lines of the sets that were started: a cable for every one that may be cut; those of one outage share theirs. */
export async function openLines(started: readonly Cast[], { mqttPort, stage }: Parts) {
  const startedAt = Date.now()
  const lines = new Map<string, Line>()
  const cast = new Map(started.map(one => [one.set.label, one]))
  for (const { set, index, scenario } of started) {
    const key = keyOf(set.label, scenario)
    const isCut = stage !== undefined || cutScenarios.includes(scenario)
    if (!isCut || lines.has(key)) continue
    const cable = await startCable(mqttPort)
    lines.set(key, {
      key,
      scenario,
      shiftMs: key === scenario ? 0 : index * shiftMs,
      cable,
      holds: true,
      broke: 0,
    })
  }
  const lineOf = (label: string) => lines.get(keyOf(label, cast.get(label)?.scenario ?? 'well'))
  return {
    /** By which a set reaches its control plane. */
    portOf: (label: string) => lineOf(label)?.cable.port ?? mqttPort,
    /** Whether a set is on and its line carries anything. */
    isThere(label: string): boolean {
      const scenario = cast.get(label)?.scenario
      if (scenario === undefined) return false
      if (scenario === 'switched off' && Date.now() - startedAt > switchedOffAfterMs) return false
      return lineOf(label)?.holds ?? true
    },
    /** Cuts and mends what is to be so by now. */
    check(): void {
      const now = Date.now()
      for (const line of lines.values()) {
        const isWhole = lineHolds(line.scenario, now + line.shiftMs, now - startedAt)
        if (stage?.restless.has(line.key)) shake(line)
        const holds = isWhole && stage?.cut.has(line.key) !== true
        if (holds === line.holds) continue
        line.holds = holds
        if (holds) line.cable.mend()
        else line.cable.cut()
      }
    },
    async stop(): Promise<void> {
      await Promise.all([...lines.values()].map(({ cable }) => cable.stop()))
    },
  }
}

/** It breaks and is whole again at once: the set comes back as soon as it tries. */
function shake(line: Line): void {
  if (line.broke >= restless.breaks || (line.cable.heldMs() ?? 0) < restless.heldMs) return
  line.broke += 1
  line.cable.cut()
  line.cable.mend()
}

function keyOf(label: string, scenario: Scenario): string {
  return scenario === 'outage of the location' ? scenario : label
}
