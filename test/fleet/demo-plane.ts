import { runControlPlane } from '../../controlplane/run.ts'

/** The control plane of the demonstration; its clock is so many ms behind. */
const lagMs = Number(process.argv[2] ?? 0)

await runControlPlane({ now: () => Date.now() - lagMs, isHeld: false })
