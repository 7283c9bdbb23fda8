import { execFileSync } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'

/** Only root can put something in the place of a file of the system. */
export const canSilence = process.getuid?.() === 0 && canOpen()

function canOpen(): boolean {
  try {
    closeSync(openSync('/dev/fuse', 'r+'))
    return true
  } catch {
    return false
  }
}

/** What never answers in the place of these files and folders, once it is mounted: a disk that nobody serves. */
export function prepareSilence(paths: readonly string[]) {
  const servers = paths.map(path => ({ path, descriptor: openSync('/dev/fuse', 'r+') }))
  const mountOf = (path: string, descriptor: number) => {
    const rootmode = statSync(path).isDirectory() ? '40555' : '100444'
    const options = `fd=${descriptor},rootmode=${rootmode},user_id=0,group_id=0`
    return ['mount', '-i', '-t', 'fuse', '-o', options, 'silence', path]
  }
  return {
    /** What a program that begins with silence inherits, from the third descriptor on. */
    descriptors: servers.map(({ descriptor }) => descriptor),
    /** The same as a line of the shell, for a program that inherits the descriptors. */
    line: servers.map(({ path }, at) => mountOf(path, at + 3).join(' ')).join(' && '),
    /** Begins where that process sees its files. */
    beginFor(pid: number): void {
      for (const { path, descriptor } of servers) {
        const inside = ['-t', String(pid), '-m', ...mountOf(path, 3)]
        execFileSync('nsenter', inside, { stdio: ['ignore', 'ignore', 'inherit', descriptor] })
      }
    },
    /** Everybody who still waits gets an error. */
    end(): void {
      for (const { descriptor } of servers) closeSync(descriptor)
    },
  }
}
