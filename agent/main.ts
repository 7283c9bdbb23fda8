import { systemClock } from './clock.ts'
import { runAgent } from './run.ts'

await runAgent(systemClock)
