import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LoadOrder, LoadResult } from './load.ts'
import type { LoadAsk } from './load-process.ts'

const program = fileURLToPath(new URL('load-process.ts', import.meta.url))

/** A load in processes of its own, its sets divided among them. */
export type RunningLoad = {
  begin(): Promise<void>
  pause(): Promise<void>
  /** Counts what is acknowledged within so many seconds, of all processes; latencies of the slowest. */
  measure(seconds: number): Promise<LoadResult>
  end(): Promise<void>
}

/** Starts the processes and waits until every set is welcomed. @throws with the words of the set that was not. */
export async function startLoadProcesses(order: LoadOrder, processes = 1): Promise<RunningLoad> {
  const children = Array.from({ length: processes }, () =>
    fork(program, { execArgv: ['--max-semi-space-size=16'] }),
  )
  const everyone = <Answer>(ask: (part: number) => LoadAsk) =>
    Promise.all(children.map((child, part) => askOf<Answer>(child, ask(part))))
  const part = (of: number) => ({
    ...order,
    deviceIds: order.deviceIds.filter((_, index) => index % processes === of),
  })
  const end = async () => {
    await Promise.all(
      children.map(async child => {
        if (child.exitCode !== null) return
        const gone = once(child, 'exit')
        child.disconnect()
        await gone
      }),
    )
  }
  try {
    await everyone(of => ({ ask: 'start', order: part(of) }))
  } catch (failure) {
    await end()
    throw failure
  }
  return {
    async begin() {
      await everyone(() => ({ ask: 'begin' }))
    },
    async pause() {
      await everyone(() => ({ ask: 'pause' }))
    },
    async measure(seconds) {
      return together(await everyone<LoadResult>(() => ({ ask: 'measure', seconds })))
    },
    async end() {
      await everyone(() => ({ ask: 'end' }))
      await end()
    },
  }
}

/** Asks a process one thing and waits for its answer. @throws with its words when it failed */
export async function askOf<Answer>(child: ChildProcess, ask: object): Promise<Answer> {
  child.send(ask)
  const [said] = (await once(child, 'message')) as [{ answer: Answer } | { failure: string }]
  if ('failure' in said) throw new Error(said.failure)
  return said.answer
}

function together(results: readonly LoadResult[]): LoadResult {
  const sum = (of: (result: LoadResult) => number) => results.reduce((all, result) => all + of(result), 0)
  const highest = (of: (result: LoadResult) => number) => Math.max(...results.map(of))
  return {
    acknowledged: sum(result => result.acknowledged),
    cpuSeconds: sum(result => result.cpuSeconds),
    seconds: highest(result => result.seconds),
    latencies: {
      p50: highest(result => result.latencies.p50),
      p99: highest(result => result.latencies.p99),
      max: highest(result => result.latencies.max),
    },
  }
}
