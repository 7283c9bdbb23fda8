import { isIP } from 'node:net'
import { isAbsolute } from 'node:path'
import type { ReachSettings } from './platform/reach/reach.ts'
import { StartRefused } from './platform/start-refused.ts'

type Environment = Record<string, string | undefined>

export const reachKeys = ['SETWACHT_REACH_ALLOWED', 'SETWACHT_REACH_CA']

/** What may be reached besides servers that everybody can. @throws StartRefused naming the key and what was expected */
export function readReach(environment: Environment): ReachSettings {
  return Object.freeze({ named: readNamed(environment), caFile: readCaFile(environment) })
}

function readNamed({ SETWACHT_REACH_ALLOWED: value }: Environment): readonly string[] {
  if (value === undefined || value === '') return []
  const hosts = value.split(',').map(host => host.trim())
  const wrong = hosts.find(host => isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host))
  if (wrong === undefined) return hosts
  const expected =
    'host names in small letters or addresses, without ports, with commas between, such as hooks.example.org, 10.1.0.5'
  throw new StartRefused(`SETWACHT_REACH_ALLOWED holds "${wrong}". Expected ${expected}.`)
}

function readCaFile({ SETWACHT_REACH_CA: value }: Environment): string | undefined {
  if (value === undefined || isAbsolute(value)) return value
  throw new StartRefused(
    `SETWACHT_REACH_CA is "${value}". Expected the full path of a file of certificates in PEM.`,
  )
}
