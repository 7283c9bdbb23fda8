import { isIPv4 } from 'node:net'
import { isAbsolute } from 'node:path'
import type { ProviderSettings } from './people/provider/rules.ts'
import { type Role, roles } from './people/rules.ts'
import { StartRefused } from './platform/start-refused.ts'

type Environment = Record<string, string | undefined>

export const peopleKeys = [
  'SETWACHT_OIDC_ISSUER',
  'SETWACHT_OIDC_CLIENT_ID',
  'SETWACHT_OIDC_CLIENT_SECRET',
  'SETWACHT_OIDC_GROUPS_CLAIM',
  'SETWACHT_OIDC_GROUPS',
  'SETWACHT_OIDC_SECOND_FACTOR',
  'SETWACHT_AUDIT_ANCHOR',
]

/** Undefined: people sign in by links of the server alone. @throws StartRefused naming the key and what was expected */
export function readProvider(environment: Environment): ProviderSettings | undefined {
  const issuer = environment.SETWACHT_OIDC_ISSUER
  if (issuer === undefined) return refuseWithoutIssuer(environment)
  if (!isSecure(issuer))
    throw wrong('SETWACHT_OIDC_ISSUER', issuer, 'https:// and the exact issuer of the identity provider')
  return Object.freeze({
    issuer,
    clientId: needed(environment, 'SETWACHT_OIDC_CLIENT_ID'),
    clientSecret: needed(environment, 'SETWACHT_OIDC_CLIENT_SECRET'),
    groupsClaim: readGroupsClaim(environment.SETWACHT_OIDC_GROUPS_CLAIM ?? 'groups'),
    roleOfGroup: readGroups(environment.SETWACHT_OIDC_GROUPS),
    secondFactor: readSecondFactor(environment.SETWACHT_OIDC_SECOND_FACTOR ?? 'amr:mfa'),
  })
}

/** Where the head of the audit chain is written every day: the full path of a file, or an address; undefined: to the log alone. */
export function readAuditAnchor(environment: Environment): string | undefined {
  const value = environment.SETWACHT_AUDIT_ANCHOR
  if (value === undefined || isAbsolute(value) || isSecure(value)) return value
  throw wrong('SETWACHT_AUDIT_ANCHOR', value, 'the full path of a file, or an address with https://')
}

function refuseWithoutIssuer(environment: Environment): undefined {
  const alone = peopleKeys.find(key => key.startsWith('SETWACHT_OIDC_') && environment[key] !== undefined)
  if (alone === undefined) return undefined
  throw new StartRefused(`${alone} is set and SETWACHT_OIDC_ISSUER is not. Expected both, or neither.`)
}

function needed(environment: Environment, key: string): string {
  const value = environment[key]
  if (value) return value
  throw new StartRefused(`SETWACHT_OIDC_ISSUER is set and ${key} is not. Expected both, or neither.`)
}

function readGroupsClaim(name: string): string {
  if (name !== '') return name
  throw wrong('SETWACHT_OIDC_GROUPS_CLAIM', name, 'the name of a claim in the ID token, such as groups')
}

/** `group=role` with commas between. A role without a group: the group has its name, with `setwacht-` before it. */
function readGroups(text: string | undefined): ReadonlyMap<string, Role> {
  if (text === undefined) return new Map(roles.map(role => [`setwacht-${role}`, role]))
  const pairs = text.split(',').map(pair => {
    const at = pair.lastIndexOf('=')
    const group = pair.slice(0, at).trim()
    const role = roles.find(name => name === pair.slice(at + 1).trim())
    if (at > 0 && group !== '' && role) return [group, role] as const
    const expected = `group=role with commas between; the roles are ${roles.join(', ')}`
    throw wrong('SETWACHT_OIDC_GROUPS', pair, expected)
  })
  return new Map(pairs)
}

function readSecondFactor(text: string): ProviderSettings['secondFactor'] {
  const [, claim, value] = /^(amr|acr|acrs):(.+)$/.exec(text) ?? []
  if (claim && value) return { claim: claim as 'amr' | 'acr' | 'acrs', value }
  throw wrong('SETWACHT_OIDC_SECOND_FACTOR', text, 'amr, acr or acrs, a colon and a value, such as amr:mfa')
}

/** HTTPS, or plain HTTP on this very machine. */
function isSecure(text: string): boolean {
  const url = URL.parse(text)
  if (url === null) return false
  const { protocol, hostname } = url
  // A name may begin with 127. as well: only an address of loopback is this machine.
  const isHere =
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  return protocol === 'https:' || (protocol === 'http:' && isHere)
}

const wrong = (key: string, value: string, expected: string) =>
  new StartRefused(`${key} is "${value}". Expected ${expected}.`)
