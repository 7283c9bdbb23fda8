import { readFile } from 'node:fs/promises'

/** For the environment of a Node process whose memory is to be weighed: it can be asked to collect its garbage. */
export const weighable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

const answerWithinMs = 20_000

/**
 * Bytes that a process alone keeps in memory after it has collected its garbage (Linux: private pages), so that what
 * it holds on to is told from what it has not got round to throwing away.
 *
 * @param output what the process has said; it names where it listens to its inspector
 */
export async function weigh(pid: number, output: string): Promise<number> {
  const address = /Debugger listening on (ws:\S+)/.exec(output)?.[1]
  if (address === undefined) throw new Error('this process was not started as weighable')
  await collectGarbage(address)
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, size]) =>
    Number(size),
  )
  return 1024 * kilobytes.reduce((sum, size) => sum + size, 0)
}

async function collectGarbage(address: string): Promise<void> {
  const inspector = new WebSocket(address)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = setTimeout(() => reject(new Error('the inspector does not answer')), answerWithinMs)
  inspector.onerror = () => reject(new Error(`no inspector at ${address}`))
  inspector.onopen = () => inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
  inspector.onmessage = () => resolve()
  await promise.finally(() => {
    clearTimeout(late)
    inspector.close()
  })
}
