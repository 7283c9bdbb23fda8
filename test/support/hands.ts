import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import type { CommandKey } from '../../protocol/command.ts'
import { openDoor, startKnocker } from './hands-door.ts'
import { agentUid, makeRootFolder, personUid } from './root-folder.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
const units = join(project, 'provisioning/install/files/usr/lib/systemd/system')

export const deviceId = '01980000-0000-7000-8000-000000000001'
const seconds = () => Math.floor(Date.now() / 1000)

/** A key of a control plane, and what it signs; `header` replaces what stands there by rights. */
export async function makeSigner(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('Ed25519', { extractable: true })
  const { x } = await exportJWK(publicKey)
  const held: CommandKey = { kid, kty: 'OKP', crv: 'Ed25519', x: x as string }
  const sign = (payload: unknown, named = kid) =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: named })
      .sign(privateKey)
  return { held, sign }
}

let given = 0
/** A command that is good, each signed a second after the one before. */
export function command(body: object, over: object = {}) {
  given += 1
  const now = seconds() - 300 + given
  return {
    kind: 'hands',
    id: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 3600,
    device: deviceId,
    body,
    ...over,
  }
}

/** Gives up rights as the manager does for a unit; part of most systems. */
const limiter = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync)

/**
 * What the unit starts, with its two folders moved: the code to `code`, the root of the system to `root`; and with no
 * more rights of root than it leaves.
 */
function commandOfUnit(code: string, root: string): string[] {
  const unit = readFileSync(join(units, 'setwacht-hands@.service'), 'utf8')
  const line = /^ExecStart=(.*) \/$/m.exec(unit)?.[1] ?? ''
  const started = [...line.replaceAll('/usr/lib/setwacht', code).split(' '), root]
  const rights = /^CapabilityBoundingSet=(.*)$/m
    .exec(unit)?.[1]
    ?.replaceAll('CAP_', '')
    .toLowerCase()
    .split(' ')
  if (!limiter || !rights) return started
  return [limiter, '--no-new-privs', `--bounding-set=-all,+${rights.join(',+')}`, ...started]
}

/** What an installation has of our code, and a Node for it; all root's own. */
function copyCode(code: string): void {
  mkdirSync(join(code, 'node_modules/.bin'), { recursive: true })
  for (const folder of ['agent', 'protocol', 'node_modules/jose', 'node_modules/typebox']) {
    cpSync(join(project, folder), join(code, folder), { recursive: true })
  }
  copyFileSync(join(project, 'package.json'), join(code, 'package.json'))
  copyFileSync(join(import.meta.dirname, 'hands-knocker.ts'), join(code, 'knocker.ts'))
  mkdirSync(join(code, 'node_modules/runtime'))
  const node = join(code, 'node_modules/runtime/node')
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE)
  symlinkSync('../runtime/node', join(code, 'node_modules/.bin/node'))
  execFileSync('/bin/chown', ['-R', '0:0', code])
  execFileSync('/bin/chmod', ['-R', 'u+rwX,go+rX,go-w', code])
  chmodSync(node, 0o755)
}

const port = (number: number) => `sys/bus/usb/devices/1-0:1.0/usb1-port${number}`

/** A system of their own: who is there, what is plugged in, and programs that write down how they were called. */
function plantSystem(root: string): void {
  const at = (path: string) => join(root, path)
  const folders = ['etc/setwacht', 'etc/skel', 'home/pupil/Photos', 'bin', 'sbin', 'opt', port(1), port(2)]
  for (const path of [...folders, 'sys/bus/usb/devices/1-2']) mkdirSync(at(path), { recursive: true })
  writeFileSync(
    at('etc/passwd'),
    `root:x:0:0::/root:/bin/sh\npupil:x:${personUid}:${personUid}::/home/pupil:/bin/sh\n`,
  )
  writeFileSync(at('sys/bus/usb/devices/1-2/authorized'), 'as it was')
  writeFileSync(at('home/pupil/Photos/a.jpg'), 'a')
  for (const path of ['home/pupil', 'home/pupil/Photos', 'home/pupil/Photos/a.jpg']) {
    chownSync(at(path), personUid, personUid)
  }
  // Only its owner takes files away from it.
  chmodSync(at('home/pupil/Photos'), 0o1777)
  for (const path of ['sbin/shutdown', 'bin/loginctl']) {
    writeFileSync(at(path), `#!/bin/sh\necho "$0 $@" >>${at('called')}\n`, { mode: 0o755 })
  }
  copyFileSync('/bin/sleep', at('opt/call'))
  chmodSync(at('opt/call'), 0o755)
  writeFileSync(at('etc/setwacht/hands.json'), JSON.stringify({ callApplication: at('opt/call') }))
}

/** Every name, right and byte below a folder: what differs afterwards was changed. */
export function everythingIn(root: string): Record<string, string> {
  const all = readdirSync(root, { recursive: true }) as string[]
  return Object.fromEntries(
    all.map(name => {
      const path = join(root, name)
      const found = lstatSync(path)
      const text = found.isFile()
        ? readFileSync(path, 'latin1')
        : found.isSymbolicLink()
          ? readlinkSync(path)
          : ''
      return [name, `${found.mode.toString(8)} ${found.uid} ${text.length > 4000 ? found.mtimeMs : text}`]
    }),
  )
}

/** The hands of a set as they are installed, behind their door, and the agent's user before it. */
export async function installHands(environment: Record<string, string> = {}) {
  const folder = makeRootFolder()
  chmodSync(folder.path, 0o755)
  const [code, root, door] = ['code', 'set', 'hands.sock'].map(name => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  const state = join(root, 'var/lib/setwacht-hands')
  copyCode(code)
  plantSystem(root)
  mkdirSync(state, { recursive: true })
  chmodSync(state, 0o700)
  const signer = await makeSigner('first')
  const trust = join(state, 'trust.json')
  writeFileSync(trust, JSON.stringify({ deviceId, keys: [signer.held] }), { mode: 0o600 })
  const started = commandOfUnit(code, root)
  const opened = await openDoor(door, agentUid, started, environment)
  const node = join(code, 'node_modules/.bin/node')
  const knocking: [string, string] = [node, join(code, 'knocker.ts')]
  const agent = startKnocker(knocking, agentUid)
  return {
    folder: folder.path,
    code,
    root,
    door,
    state,
    trust,
    signer,
    node,
    at: (path: string) => join(root, path),
    /** What the agent's user is answered: a code, or the error of its system. */
    async knock(parts: string | string[], more: object = {}): Promise<string> {
      const answer = await agent.knock(door, parts, more)
      return answer.startsWith('{') ? (JSON.parse(answer) as { code: string }).code : answer
    },
    startKnocker: (uid: number, around: Record<string, string> = {}) => startKnocker(knocking, uid, around),
    said: () => opened.said(),
    /** How many programs run before the environment is cleared, that which clears it included. */
    programsBefore: started[0] === limiter ? 2 : 1,
    async remove() {
      agent.stop()
      await opened.close()
      folder.remove()
    },
  }
}
