import { existsSync, rmSync } from 'node:fs'
import { chmod, cp, lchown, lstat, mkdir, mkdtemp, readdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { HandsCode } from '../../protocol/hands.ts'
import { type Machine, placesOf, runProgram } from './machine.ts'
import { isPerson } from './people.ts'
import { endProcesses } from './processes.ts'
import { whyNotRootOnly } from './root-only.ts'

type Person = { name: string; uid: number; gid: number; home: string }

const agentUser = 'setwacht-agent'
const aside = '.setwacht-removed-'

/**
 * Takes away what people left on the set: everybody is logged out, and each home begins anew. Who they are, the system
 * says; homes are real folders right below `/home`, their owner's own; nothing is followed out of one. Linux.
 */
export async function removeProfiles(machine: Machine): Promise<HandsCode> {
  const { homes } = placesOf(machine.root)
  const why = whyNotRootOnly(homes)
  if (why !== undefined) throw new Error(why)
  await endWhatWasCutOff(homes)
  const people = await findPeople(machine.root)
  if (people.length === 0) return 'nothing_there'
  let code: HandsCode = 'done'
  for (const person of people) {
    if (!(await isAlone(person, machine))) code = 'busy'
    else await beginAnew(person, machine)
  }
  return code
}

/** An earlier run may have taken a home away and not put the new one in its place. */
async function endWhatWasCutOff(homes: string): Promise<void> {
  for (const name of await readdir(homes)) {
    if (!name.startsWith(aside)) continue
    const made = join(homes, name, 'new')
    for (const of of await readdir(made).catch(() => [])) {
      if (!existsSync(join(homes, of))) await rename(join(made, of), join(homes, of))
    }
    takeAway(join(homes, name))
  }
}

/**
 * With all that lies in it. In one piece, because that goes from folder to folder by their handles and through no link;
 * the way by paths can be led elsewhere by somebody who still holds a folder of it open.
 */
function takeAway(folder: string): void {
  rmSync(folder, { recursive: true })
}

async function findPeople(root: string): Promise<Person[]> {
  const { users, homes } = placesOf(root)
  const lines = (await readFile(users, 'utf8')).split('\n').map(line => line.split(':'))
  const all = lines.flatMap(([name = '', , uid, gid, , path = '']) => {
    const home = join(homes, basename(path))
    const isBelowHome = dirname(path) === '/home' && /^[^./][^/]*$/.test(basename(path))
    if (name === agentUser || !isPerson(Number(uid)) || !isBelowHome) return []
    return [{ name, uid: Number(uid), gid: Number(gid), home }]
  })
  const theirOwn = await Promise.all(
    all.map(async ({ home, uid }) => {
      const found = await lstat(home).catch(() => undefined)
      return found?.isDirectory() === true && found.uid === uid
    }),
  )
  return all.filter((_person, index) => theirOwn[index])
}

/** Logged out, nothing of theirs runs, and nothing that lies elsewhere is reached through their home. */
async function isAlone({ name, uid, home }: Person, { root, say }: Machine): Promise<boolean> {
  // It fails for who is not logged in; what counts is what runs afterwards.
  await runProgram(placesOf(root).loginctl, ['terminate-user', String(uid)]).catch(() => undefined)
  if ((await endProcesses(running => running.uid === uid)) === 'left') {
    say(`remove_profiles: ${name} still runs something`)
    return false
  }
  const mounted = await mountsBelow(home)
  if (mounted.length > 0) say(`remove_profiles: ${mounted.join(', ')} is mounted there`)
  return mounted.length === 0
}

async function mountsBelow(home: string): Promise<string[]> {
  const lines = (await readFile('/proc/self/mounts', 'utf8')).split('\n')
  const points = lines.map(line =>
    (line.split(' ')[1] ?? '').replace(/\\(\d{3})/g, (_, octal) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    ),
  )
  return points.filter(point => point === home || point.startsWith(`${home}/`))
}

/**
 * The new home is made whole where nobody reaches it, then takes the place of the old one: whatever cuts this off, there
 * is a home. What is removed lies out of everybody's reach by then.
 */
async function beginAnew({ uid, gid, home }: Person, { root }: Machine): Promise<void> {
  const { homes, newHome } = placesOf(root)
  const away = await mkdtemp(join(homes, aside))
  const made = join(away, 'new', basename(home))
  await mkdir(made, { recursive: true, mode: 0o700 })
  if (existsSync(newHome)) await cp(newHome, made, { recursive: true, verbatimSymlinks: true })
  await give(made, uid, gid)
  await rename(home, join(away, 'old'))
  await rename(made, home)
  takeAway(away)
}

/** A folder and all in it, links themselves and not what they lead to. */
async function give(folder: string, uid: number, gid: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await give(path, uid, gid)
    else await lchown(path, uid, gid)
  }
  await chmod(folder, 0o700)
  await lchown(folder, uid, gid)
}
