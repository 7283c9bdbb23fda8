import { logTo } from '../../agent/log.ts'
import { type Crowd, startCrowd } from './crowd.ts'
import { populate } from './population.ts'
import type { Troubles } from './scenarios.ts'

/** What the fleet tells a process of its own to run. */
export type CrowdOrder = {
  trajectories: number
  seed: number
  part: number
  of: number
  mqttPort: number
  directory: string
  reportSeconds: number | undefined
  lagMs: number
  hasPast: boolean
  troubles: Troubles
  /** their folders hold certificates */
  enrolled: boolean
}
/** What it hears back: how many sets run. */
export type CrowdReady = { agents: number }

let crowd: Crowd | undefined

process.once('message', async (order: CrowdOrder) => {
  const log = logTo(line => process.stderr.write(line), Date.now)
  const { sets } = populate(order.trajectories, order.seed)
  crowd = await startCrowd({
    ...order,
    sets,
    stage: undefined,
    log: (level, what, facts) => level === 'error' && log(level, what, facts),
  })
  process.send?.({ agents: crowd.agents } satisfies CrowdReady)
})

// A Ctrl-C reaches every process of the terminal; the fleet says when to stop.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.once('disconnect', async () => {
  await crowd?.stop()
  process.exit(0)
})
