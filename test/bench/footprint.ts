import { readdirSync, readFileSync } from 'node:fs'

/** Processes that are looked at as one: a process and everything it started, found anew each time. */
export type Watched = { pid: number; withChildren: boolean }

/** Time on a processor, in seconds, of every thread until now, from the kernel's own count. */
export function cpuSeconds(watched: readonly Watched[]): number {
  let nanoseconds = 0
  for (const pid of pidsOf(watched)) {
    for (const task of list(`/proc/${pid}/task`)) {
      nanoseconds += Number(read(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0] || 0)
    }
  }
  return nanoseconds / 1e9
}

/** Memory that would come free if these processes ended, in MB (private and written). */
export function privateDirtyMb(watched: readonly Watched[]): number {
  let kilobytes = 0
  for (const pid of pidsOf(watched)) {
    kilobytes += Number(/^Private_Dirty:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
  }
  return kilobytes / 1024
}

export function openHandles(pid: number): number {
  return list(`/proc/${pid}/fd`).length
}

export function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function pidsOf(watched: readonly Watched[]): Set<number> {
  const found = new Set(watched.map(({ pid }) => pid))
  const roots = new Set(watched.filter(({ withChildren }) => withChildren).map(({ pid }) => pid))
  const all = list('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
  const parents = new Map(all.map(pid => [pid, parentOf(pid)]))
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (roots.has(at)) return true
    return false
  }
  for (const pid of all) if (isBelow(pid)) found.add(pid)
  return found
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** What ended meanwhile has nothing to tell. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
