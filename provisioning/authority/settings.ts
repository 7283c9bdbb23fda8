import { isIP } from 'node:net'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { parseArgs } from 'node:util'
import { AuthorityRefused } from './refused.ts'

export const commands = ['create', 'show', 'rotate', 'server'] as const
export type Command = (typeof commands)[number]

/** What was asked. `names`: what the servers' certificate is for. */
export type Settings = Readonly<{ command: Command; folder: string; names: readonly string[] }>

export const usage = `npm run authority -- <command> [--data <folder>] [--host <device host>]

  create   makes the authority, once: root, intermediates, the servers' certificate
  show     prints fingerprints, until when each certificate holds, and which keys lie here
  rotate   makes a new intermediate for devices; needs root-key.pem
  server   makes a new certificate for the servers' names; needs servers-key.pem

  --data   the data folder of the control plane (SETWACHT_DATA_DIR)
  --host   sets reach mqtt.<host> and set.<host> (SETWACHT_DEVICE_HOST); without it: this machine alone
`

const hostPattern = /^(?=.{1,240}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

/** @throws AuthorityRefused naming what was wrong and what was expected */
export function readSettings(args: readonly string[], environment = process.env): Settings {
  const { positionals, values } = parse(args)
  const [word = '', ...rest] = positionals
  const command = commands.find(known => known === word)
  if (command === undefined || rest.length > 0) {
    throw new AuthorityRefused(
      `"${positionals.join(' ')}" is not a command. Expected one of ${commands.join(', ')}.`,
    )
  }
  const data = values.data ?? environment.SETWACHT_DATA_DIR ?? defaultDataDir()
  if (!isAbsolute(data)) {
    throw new AuthorityRefused(
      `The data folder is "${data}". Expected a full path, such as /var/lib/setwacht.`,
    )
  }
  const host = values.host ?? environment.SETWACHT_DEVICE_HOST
  return Object.freeze({ command, folder: join(data, 'authority'), names: namesOf(host) })
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, host: { type: 'string' } },
    })
  } catch (cause) {
    throw new AuthorityRefused((cause as Error).message, { cause })
  }
}

function namesOf(host: string | undefined): string[] {
  if (host === undefined) return ['localhost', '127.0.0.1', '::1']
  const name = host.toLowerCase()
  if (hostPattern.test(name) && isIP(name) === 0) return [`mqtt.${name}`, `set.${name}`]
  throw new AuthorityRefused(
    `The device host is "${host}". Expected a host name such as setwacht.example.org.`,
  )
}

/** The same as the control plane's own. */
function defaultDataDir(): string {
  return userInfo().uid === 0 ? '/var/lib/setwacht' : join(homedir(), '.local', 'share', 'setwacht')
}
