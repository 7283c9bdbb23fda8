import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

export type User = { name: string; uid: number; gid: number }

/** Only root can make users and start programs as them. */
export const canMakeUsers = process.getuid?.() === 0

/** A user of this machine, for as long as the test takes; one that an ended run left behind stands in nobody's way. */
export function addUser(role: string): User {
  const name = `sw${role}${randomBytes(4).toString('hex')}`
  execFileSync('useradd', ['--no-create-home', '--shell', '/bin/false', name], { stdio: 'pipe' })
  const id = (kind: string) => Number(execFileSync('id', [kind, name]).toString())
  return { name, uid: id('-u'), gid: id('-g') }
}

/** False: something still runs as this user. */
export function removeUser({ name }: User): boolean {
  return spawnSync('userdel', [name]).status === 0
}

/** Whether this user may read a file: a checkout in somebody's home may be closed to others. */
export function mayRead({ uid, gid }: User, file: string): boolean {
  try {
    execFileSync('cat', [file], { uid, gid, stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
