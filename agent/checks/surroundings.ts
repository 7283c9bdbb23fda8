import { Resolver } from 'node:dns/promises'
import { access, constants, readdir } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { Read } from '../sensors/asking.ts'
import { inTime } from '../sensors/in-time.ts'
import { attempt, type Roots } from '../sensors/reading.ts'
import { addressesOf } from '../sensors/round-trip.ts'
import { readGateway } from './gateway-linux.ts'

/** What the checks look at beside what is measured anyway: each tells true, false, or why nobody knows. */
export type Surroundings = {
  /** whether the way out answers on the network of the set */
  gateway: () => Promise<Read<boolean>>
  /** whether the name of the control plane leads to an address */
  name: () => Promise<Read<boolean>>
  /** whether the call application lies where programs lie */
  callApp: () => Promise<Read<boolean>>
}

type SurroundingsParts = {
  roots: Roots
  /** the control plane, as this set knows it */
  host: string
  /** names of the files of the call application; undefined: nobody told */
  binaries: readonly string[] | undefined
}

const dnsTryMs = 1200
const dnsTries = 2
/** All name servers together: a set has two or three of them, and each is tried again. */
const dnsMs = 2500
/** Both ways of looking up, one after the other. */
const nameMs = 5000

export function lookAround({ roots, host, binaries }: SurroundingsParts): Surroundings {
  return {
    gateway: inTime(() => readGateway(roots)),
    name: inTime(() => resolves(host), nameMs),
    callApp: inTime(() => isInstalled(binaries ?? [], programFolders)),
  }
}

/**
 * By the name servers; where they do not know it or are silent, by whatever else this system asks.
 * @param servers left out: those of this system
 */
export async function resolves(host: string, servers?: readonly string[]): Promise<Read<boolean>> {
  if (isIP(host)) return { ok: true, value: true }
  const resolver = new Resolver({ timeout: dnsTryMs, tries: dnsTries })
  if (servers) resolver.setServers(servers)
  const late = setTimeout(() => resolver.cancel(), dnsMs)
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  clearTimeout(late)
  if (asked.some(({ status }) => status === 'fulfilled')) return { ok: true, value: true }
  const found = await attempt('addresses of', host, () => addressesOf(host))
  return { ok: true, value: found.ok && found.value.length > 0 }
}

/** Where Linux keeps programs that people start; those in `opt` have a folder of their own. */
const programFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/var/lib/flatpak/exports/bin', '/opt/*']

/**
 * One thing after the other: a disk that does not answer must not take more than one thread.
 * @param folders `*` at the end stands for each folder there, and for those in it
 */
export async function isInstalled(
  binaries: readonly string[],
  folders: readonly string[],
): Promise<Read<boolean>> {
  return attempt('programs', folders[0] ?? '', async () => {
    for (const folder of folders) {
      for (const place of await placesOf(folder)) {
        for (const name of binaries) if (await mayStart(join(place, name))) return true
      }
    }
    return false
  })
}

async function mayStart(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function placesOf(folder: string): Promise<string[]> {
  if (!folder.endsWith('/*')) return [folder]
  const below = await foldersIn(folder.slice(0, -2))
  const deeper: string[] = []
  for (const one of below) deeper.push(...(await foldersIn(one)))
  return [...below, ...deeper]
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))
}
