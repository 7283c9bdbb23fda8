import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { whyNotRootOnly } from './root-only.ts'

/** `root`: where the system they work on begins; `now` in ms since 1970 UTC; `say` tells a technician. */
export type Machine = { root: string; now: () => number; say: (why: string) => void }

const runFor = { env: {}, cwd: '/', timeout: 20_000 }

/** Where everything lies on Linux; nothing of this comes with a command. */
export function placesOf(root: string) {
  return {
    state: join(root, 'var/lib/setwacht-hands'),
    settings: join(root, 'etc/setwacht/hands.json'),
    usbDevices: join(root, 'sys/bus/usb/devices'),
    users: join(root, 'etc/passwd'),
    newHome: join(root, 'etc/skel'),
    homes: join(root, 'home'),
    shutdown: join(root, 'sbin/shutdown'),
    loginctl: join(root, 'bin/loginctl'),
  }
}

/** Runs a program that is root's own, without a shell, with nothing in its environment. Throws when it fails. */
export async function runProgram(program: string, args: readonly string[]): Promise<void> {
  // On most systems /sbin and /bin are links by now, and programs of many names are too.
  for (const path of [await realpath(dirname(program)), await realpath(program)]) {
    const why = whyNotRootOnly(path)
    if (why !== undefined) throw new Error(why)
  }
  await promisify(execFile)(program, [...args], runFor)
}
