import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agentUid, isRoot, makeRootFolder, personUid, strangerUid } from '../../test/support/root-folder.ts'
import { removeProfiles } from './profiles.ts'

let folder: ReturnType<typeof makeRootFolder>
let said: string[]
const at = (path: string) => join(folder.path, path)
const remove = () => removeProfiles({ root: folder.path, now: Date.now, say: why => said.push(why) })

function plant(path: string, uid: number, text?: string): void {
  if (text === undefined) mkdirSync(at(path), { recursive: true })
  else writeFileSync(at(path), text)
  chownSync(at(path), uid, uid)
}

const line = (name: string, uid: number, home: string) => `${name}:x:${uid}:${uid}::${home}:/bin/bash\n`

describe.skipIf(!isRoot)('removing profiles (as root)', () => {
  beforeEach(() => {
    folder = makeRootFolder()
    chmodSync(folder.path, 0o755)
    said = []
    for (const path of ['bin', 'etc/skel', 'home', 'elsewhere', 'root'])
      mkdirSync(at(path), { recursive: true })
    writeFileSync(at('bin/loginctl'), `#!/bin/sh\necho "$@" >>${at('asked')}\n`, { mode: 0o755 })
    writeFileSync(at('etc/skel/.profile'), 'new\n')
    writeFileSync(at('elsewhere/kept'), 'kept')
    plant('home/pupil', personUid)
    plant('home/pupil/Photos', personUid)
    plant('home/pupil/Photos/a.jpg', personUid, 'a')
    symlinkSync(at('elsewhere'), at('home/pupil/way-out'))
    writeFileSync(at('etc/passwd'), line('root', 0, '/root') + line('pupil', personUid, '/home/pupil'))
  })
  afterEach(() => folder.remove())

  it('empties a home, begins it anew as its owner’s, and follows nothing out of it', async () => {
    expect(await remove()).toBe('done')
    expect(readdirSync(at('home'))).toEqual(['pupil'])
    expect(readdirSync(at('home/pupil'))).toEqual(['.profile'])
    const { uid, mode } = lstatSync(at('home/pupil'))
    expect([uid, mode & 0o777]).toEqual([personUid, 0o700])
    expect(lstatSync(at('home/pupil/.profile')).uid).toBe(personUid)
    expect(readFileSync(at('elsewhere/kept'), 'utf8')).toBe('kept')
    expect(readFileSync(at('asked'), 'utf8')).toBe(`terminate-user ${personUid}\n`)
  })

  it('leaves homes that are not what they should be: a link, another’s, elsewhere, the system’s, the agent’s', async () => {
    const others = ['linked', 'foreign', 'agent', 'low', 'deep/er', '..hidden']
    for (const name of others.slice(1)) plant(`home/${name}`, 0)
    symlinkSync(at('elsewhere'), at('home/linked'))
    chownSync(at('home/agent'), personUid, personUid)
    chownSync(at('home/low'), 999, 999)
    chownSync(at('home/deep/er'), personUid, personUid)
    writeFileSync(
      at('etc/passwd'),
      [
        line('linked', personUid, '/home/linked'),
        line('foreign', personUid, '/home/foreign'),
        line('setwacht-agent', personUid, '/home/agent'),
        line('low', 999, '/home/low'),
        line('deep', personUid, '/home/deep/er'),
        line('dots', personUid, '/home/..'),
        line('dot', personUid, '/home/.'),
        line('up', personUid, '/home/../elsewhere'),
        line('elsewhere', personUid, '/elsewhere'),
        line('services', agentUid, '/home/services'),
        'broken\n::::::\n',
      ].join(''),
    )
    chownSync(at('elsewhere'), personUid, personUid)
    expect(await remove()).toBe('nothing_there')
    for (const name of others) expect(existsSync(at(`home/${name}`)), name).toBe(true)
    expect(existsSync(at('elsewhere/kept'))).toBe(true)
    expect(existsSync(at('home/pupil/Photos/a.jpg'))).toBe(true)
  })

  it('ends what the person runs first, and nothing of anybody else', async () => {
    const theirs = spawn('/bin/sleep', ['60'], { uid: personUid, gid: personUid, stdio: 'ignore' })
    const another = spawn('/bin/sleep', ['60'], { uid: strangerUid, gid: strangerUid, stdio: 'ignore' })
    await Promise.all([once(theirs, 'spawn'), once(another, 'spawn')])
    const ended = once(theirs, 'exit')
    expect(await remove()).toBe('done')
    expect((await ended)[1]).toBe('SIGTERM')
    expect(another.exitCode ?? another.signalCode).toBeNull()
    another.kill('SIGKILL')
  })

  it('leaves a home alone into which something is mounted: what lies there is somebody else’s', async () => {
    plant('home/pupil/share', personUid)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at('home/pupil/share')])
    try {
      writeFileSync(at('home/pupil/share/of-the-school'), '')
      expect(await remove()).toBe('busy')
      expect(existsSync(at('home/pupil/share/of-the-school'))).toBe(true)
      expect(said.join()).toContain(at('home/pupil/share'))
    } finally {
      execFileSync('umount', [at('home/pupil/share')])
    }
    expect(await remove()).toBe('done')
  })

  it('does nothing in a folder of homes that others can change', async () => {
    chmodSync(at('home'), 0o777)
    await expect(remove()).rejects.toThrow(/mode 777/)
    expect(existsSync(at('home/pupil/Photos/a.jpg'))).toBe(true)
  })

  it('gives a new home nothing that only a link in it leads to', async () => {
    symlinkSync(at('elsewhere'), at('etc/skel/School'))
    expect(await remove()).toBe('done')
    expect(lstatSync(at('home/pupil/School')).isSymbolicLink()).toBe(true)
    expect(lstatSync(at('home/pupil/School')).uid).toBe(personUid)
    expect(lstatSync(at('elsewhere/kept')).uid).toBe(0)
  })

  it('puts the new home in its place when an earlier removal was cut off before', async () => {
    plant('home/.setwacht-removed-abc', 0)
    renameSync(at('home/pupil'), at('home/.setwacht-removed-abc/old'))
    plant('home/.setwacht-removed-abc/new', 0)
    plant('home/.setwacht-removed-abc/new/pupil', personUid)
    expect(await remove()).toBe('done')
    expect(readdirSync(at('home'))).toEqual(['pupil'])
    expect(lstatSync(at('home/pupil')).uid).toBe(personUid)
  })

  it('takes away what an earlier removal was cut off in', async () => {
    plant('home/.setwacht-removed-abc', 0)
    plant('home/.setwacht-removed-abc/home', personUid)
    expect(await remove()).toBe('done')
    expect(readdirSync(at('home'))).toEqual(['pupil'])
  })
})
