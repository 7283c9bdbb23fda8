import { systemClock } from './clock.ts'
import { runAgent } from './run.ts'

// The MQTT library keeps two bytes of every length of packet it has met, and each keeps the pool it was cut from: at
// 64 KiB a pool that grew by 4 MB an hour.
Buffer.poolSize = 1024

await runAgent(systemClock)
