import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SubjectAlternativeNameExtension, type X509Certificate } from '@peculiar/x509'
import { asRefused, fileNames, isThere, readCertificate } from './files.ts'
import { AuthorityRefused } from './refused.ts'

const dayMs = 86_400_000
/** So long before its end a certificate is worth a word. */
const endsSoonDays = 90

const parts = [
  { title: 'root', file: fileNames.root, whenEnding: 'make a new authority and enrol every set anew' },
  { title: 'devices', file: fileNames.devices, whenEnding: 'run "npm run authority -- rotate"' },
  { title: 'servers', file: fileNames.servers, whenEnding: 'make a new authority and enrol every set anew' },
  { title: 'server', file: fileNames.server, whenEnding: 'run "npm run authority -- server"' },
] as const

/**
 * What lies in the folder, in lines for a person. `now`: ms since 1970 UTC.
 * @throws AuthorityRefused when there is none, or a certificate is missing or unreadable
 */
export async function describeAuthority(folder: string, now: number): Promise<string[]> {
  const files = await readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') throw nothingThere(folder, failure)
    throw asRefused(failure, folder)
  })
  const lines = [`Authority in ${folder}`]
  for (const { title, file, whenEnding } of parts) {
    const certificate = await readCertificate(folder, file)
    lines.push('', ...(await describe(title, certificate)), ...endOf(certificate, whenEnding, now))
  }
  const earlier = files.filter(name => /^devices-[0-9a-f]+\.pem$/.test(name))
  if (earlier.length > 0)
    lines.push('', `From before a rotation, for what they signed: ${earlier.join(', ')}`)
  return [...lines, '', ...(await describeKeys(folder))]
}

async function describe(title: string, certificate: X509Certificate): Promise<string[]> {
  const print = Buffer.from(await certificate.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase()
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.toJSON() ?? []
  return [
    `${title}: ${certificate.subject}`,
    `  SHA-256 ${print.match(/../g)?.join(':')}`,
    `  valid until ${certificate.notAfter.toISOString().slice(0, 10)}`,
    ...(names.length > 0 ? [`  for ${names.map(({ value }) => value).join(', ')}`] : []),
  ]
}

function endOf(certificate: X509Certificate, whatToDo: string, now: number): string[] {
  const days = Math.floor((certificate.notAfter.getTime() - now) / dayMs)
  if (days >= endsSoonDays) return []
  return [days < 0 ? `  ENDED: ${whatToDo}` : `  ends in ${days} days: ${whatToDo}`]
}

const offline = {
  [fileNames.rootKey]: 'only rotate needs it',
  [fileNames.serversKey]: 'only server needs it',
} as const

async function describeKeys(folder: string): Promise<string[]> {
  const lines: string[] = []
  for (const [name, when] of Object.entries(offline)) {
    const path = join(folder, name)
    lines.push(
      (await isThere(path))
        ? `${name} lies here: ${when}, so take it away to a safe place and keep a copy`
        : `${name} is kept elsewhere: ${when}; then put it back at ${path}`,
    )
  }
  for (const name of [fileNames.devicesKey, fileNames.serverKey]) {
    if (!(await isThere(join(folder, name)))) lines.push(`${name} IS MISSING: the control plane needs it`)
  }
  return lines
}

function nothingThere(folder: string, cause: Error): AuthorityRefused {
  return new AuthorityRefused(
    `No authority lies in ${folder}. Expected one: make it with "npm run authority -- create", or name its place with --data.`,
    { cause },
  )
}
