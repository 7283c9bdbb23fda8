import { realClock } from './platform/clock.ts'
import { runControlPlane } from './run.ts'

await runControlPlane(realClock)
