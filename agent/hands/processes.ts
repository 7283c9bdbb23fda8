import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** What runs: whose it is, and the file of its program. */
export type Running = { uid: number; program: string }

const politeMs = 5000
const forcedMs = 2000
const lookMs = 50

/**
 * Ends what matches: asks, and after five seconds does not ask any more. Each is looked at anew before each signal, so
 * that a number which went to somebody else is left alone. Linux: /proc.
 */
export async function endProcesses(
  matches: (running: Running) => boolean,
): Promise<'none' | 'ended' | 'left'> {
  if ((await find(matches)).length === 0) return 'none'
  const areGone =
    (await signalled(matches, 'SIGTERM', politeMs)) || (await signalled(matches, 'SIGKILL', forcedMs))
  return areGone ? 'ended' : 'left'
}

async function signalled(
  matches: (running: Running) => boolean,
  signal: NodeJS.Signals,
  ms: number,
): Promise<boolean> {
  const until = performance.now() + ms
  let found = await find(matches)
  for (const pid of found) kill(pid, signal)
  while (found.length > 0 && performance.now() < until) {
    await pause(lookMs)
    found = await find(matches)
    if (signal === 'SIGKILL') for (const pid of found) kill(pid, signal)
  }
  return found.length === 0
}

async function find(matches: (running: Running) => boolean): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(async pid => ({ pid, running: await look(pid) })))
  return found.filter(({ running }) => running && matches(running)).map(({ pid }) => pid)
}

/** Undefined: it is gone, has ended and waits to be counted, or is the system's own. */
async function look(pid: number): Promise<Running | undefined> {
  try {
    const [status, exe] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readlink(`/proc/${pid}/exe`),
    ])
    if (/^State:\s+[ZX]/m.test(status)) return undefined
    const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1]
    // An update may have put another file in its place.
    return uid === undefined ? undefined : { uid: Number(uid), program: exe.replace(/ \(deleted\)$/, '') }
  } catch {
    return undefined
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}
