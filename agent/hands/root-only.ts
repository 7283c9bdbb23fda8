import { lstatSync } from 'node:fs'
import { findPackageJSON, registerHooks } from 'node:module'
import { dirname, isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'

const groupOrOthersWrite = 0o022

/**
 * What is wrong with a path that nobody but root may change: it, or a folder on the way, is not root's, can be written
 * by others, or is a link. Undefined: nothing. Linux.
 */
export function whyNotRootOnly(path: string): string | undefined {
  if (!isAbsolute(path)) return `${path} is not a whole path`
  for (let one = path; ; one = dirname(one)) {
    const why = whyNotRootOnlyItself(one)
    if (why !== undefined) return why
    if (one === dirname(one)) return undefined
  }
}

function whyNotRootOnlyItself(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return `${path} is not there`
  if (found.isSymbolicLink()) return `${path} is a link`
  if (found.uid !== 0) return `${path} belongs to user ${found.uid}; expected root`
  if ((found.mode & groupOrOthersWrite) === 0) return undefined
  return `${path} has mode ${(found.mode & 0o7777).toString(8)}; expected that only root may write`
}

/**
 * From here on no file of code is read that somebody else than root may change, nor one that the file of its package,
 * which says what is loaded by its name, lies open for: importing it throws.
 */
export function importOnlyFromRoot(): void {
  registerHooks({
    load(url, context, next) {
      const files = url.startsWith('file:') ? [fileURLToPath(url), findPackageJSON(url)] : []
      for (const file of files) {
        const why = file === undefined ? undefined : whyNotRootOnly(file)
        if (why !== undefined) throw new Error(why)
      }
      return next(url, context)
    },
  })
}
