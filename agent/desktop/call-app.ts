import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Read } from '../sensors/asking.ts'
import { attempt } from '../sensors/reading.ts'
import type { Recorder } from './sound-judging.ts'
import type { CallSeen } from './words.ts'

const cameraNode = /^\/dev\/video\d+$/

/** What is to be known of one process of the call application: `camera` null: its files may not be looked at. */
type Process = { pid: number; camera: boolean | null }

/**
 * Whether one of these programs runs as this user and holds camera or microphone, by the system's own lists. Of other
 * programs the name is compared and forgotten; links are read, no device is opened.
 */
export async function seeCall(
  proc: string,
  uid: number,
  binaries: readonly string[],
  recorders: Read<readonly Recorder[]>,
): Promise<Read<CallSeen>> {
  const found = await attempt('call', proc, () => findProcesses(proc, uid, binaries))
  return found.ok ? judgeProcesses(found.value, binaries, recorders) : found
}

async function findProcesses(proc: string, uid: number, binaries: readonly string[]): Promise<Process[]> {
  const pids = (await readdir(proc)).filter(name => /^\d+$/.test(name))
  const all = await Promise.all(
    pids.map(async pid => {
      const folder = join(proc, pid)
      if (!(await isOurs(folder, uid, binaries))) return []
      return [{ pid: Number(pid), camera: await holdsCamera(folder) }]
    }),
  )
  return all.flat()
}

/** Of the name of a program the system keeps so much where everybody may read it. */
const openNameMax = 15

/** Programs end while they are looked at: one that is gone is none. */
async function isOurs(folder: string, uid: number, binaries: readonly string[]): Promise<boolean> {
  try {
    const owner = (await lstat(folder)).uid
    // One that hides itself belongs to root for who looks.
    if (owner === 0 && uid !== 0) return await isHiddenOurs(folder, uid, binaries)
    if (owner !== uid) return false
    const program = await readlink(join(folder, 'exe'))
    return binaries.includes(basename(program.replace(/ \(deleted\)$/, '')))
  } catch {
    return false
  }
}

/** By what is left to be seen of it: the beginning of its name, and whose it is. */
async function isHiddenOurs(folder: string, uid: number, binaries: readonly string[]): Promise<boolean> {
  const name = (await readFile(join(folder, 'comm'), 'utf8')).trimEnd()
  if (!binaries.some(one => Buffer.from(one).subarray(0, openNameMax).toString() === name)) return false
  return new RegExp(`^Uid:\\s+${uid}\\b`, 'm').test(await readFile(join(folder, 'status'), 'utf8'))
}

async function holdsCamera(folder: string): Promise<boolean | null> {
  try {
    const files = await readdir(join(folder, 'fd'))
    const links = await Promise.all(files.map(file => readlink(join(folder, 'fd', file)).catch(() => '')))
    return links.some(link => cameraNode.test(link))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : null
  }
}

/** One hold that is seen is enough; that nothing is held takes all of them to tell. */
export function judgeProcesses(
  processes: readonly Process[],
  binaries: readonly string[],
  recorders: Read<readonly Recorder[]>,
): Read<CallSeen> {
  if (processes.length === 0) return { ok: true, value: { app: 'stopped', holds: false } }
  // In a closed box programs have other numbers than outside: then their own word must do.
  const isOurs = ({ pid, binary }: Recorder) =>
    processes.some(one => one.pid === pid) || (binary !== undefined && binaries.includes(binary))
  const speaks = recorders.ok ? recorders.value.some(isOurs) : null
  const films = processes.some(({ camera }) => camera)
  const isSure = speaks !== null && processes.every(({ camera }) => camera !== null)
  const holds = films || speaks === true ? true : isSure ? false : null
  return { ok: true, value: { app: 'running', holds } }
}
