import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { ConnectsResult } from './connects.ts'
import type { CrowdParts, CrowdState } from './crowd.ts'
import type { CrowdAsk } from './crowd-process.ts'
import type { Undo } from './ground.ts'
import { askOf } from './load-processes.ts'

const program = fileURLToPath(new URL('crowd-process.ts', import.meta.url))
/** In the field these sets have processors of their own: they take here what the others leave. */
const politeness = 10

export type Crowd = {
  /** Handshakes and CONNACKs, each as soon as the one before it is over. */
  count(port: number, atOnce: number, seconds: number): Promise<ConnectsResult>
  /** From here on every set is there or on its way. */
  start(order: Omit<CrowdParts, 'contexts'>): Promise<void>
  state(): Promise<CrowdState>
  leave(): Promise<void>
}

/** Sets in processes of their own, their certificates read, not connected yet. */
export async function prepareCrowd(
  undo: Undo,
  given: { certificates: string; deviceIds: readonly string[] },
  { processes = 1, isPolite = true } = {},
): Promise<Crowd> {
  const children = Array.from({ length: processes }, () => fork(program))
  undo.push(() =>
    Promise.all(
      children.map(async child => {
        if (child.exitCode !== null) return
        const gone = once(child, 'exit')
        child.disconnect()
        await gone
      }),
    ),
  )
  if (isPolite) for (const child of children) setPriority(child.pid as number, politeness)
  const everyone = <Answer>(ask: CrowdAsk) => Promise.all(children.map(child => askOf<Answer>(child, ask)))
  await Promise.all(
    children.map((child, part) => {
      const deviceIds = given.deviceIds.filter((_, index) => index % processes === part)
      return askOf(child, { ask: 'prepare', certificates: given.certificates, deviceIds })
    }),
  )
  return {
    async count(port, atOnce, seconds) {
      const all = await everyone<ConnectsResult>({ ask: 'count', port, atOnce: atOnce / processes, seconds })
      const sum = (of: (one: ConnectsResult) => number) => all.reduce((total, one) => total + of(one), 0)
      const longest = Math.max(...all.map(one => one.seconds))
      return { connects: sum(one => one.connects), cpuSeconds: sum(one => one.cpuSeconds), seconds: longest }
    },
    async start(order) {
      await everyone({ ask: 'start', ...order })
    },
    async state() {
      const all = await everyone<CrowdState>({ ask: 'state' })
      const sum = (of: (one: CrowdState) => number) => all.reduce((total, one) => total + of(one), 0)
      return {
        welcomed: sum(one => one.welcomed),
        attempts: sum(one => one.attempts),
        cpuSeconds: sum(one => one.cpuSeconds),
        lastAt: Math.max(...all.map(one => one.lastAt)),
      }
    },
    async leave() {
      await everyone({ ask: 'end' })
    },
  }
}
