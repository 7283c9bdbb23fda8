import { systemClock } from '../../agent/clock.ts'
import { runAgent } from '../../agent/run.ts'

/** The agent of this machine, by the clock of the demonstration, which is so many ms behind. */
const lagMs = Number(process.argv[2] ?? 0)

await runAgent({ ...systemClock, now: () => Date.now() - lagMs })
