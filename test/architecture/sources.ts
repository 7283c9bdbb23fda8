import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the project: its path from the top of the tree, with `/`, and its text. */
export type Source = { path: string; text: string }

const top = join(import.meta.dirname, '..', '..')
const generated = /^controlplane\/platform\/migrations\//

/** Every TypeScript file and style sheet of the project that git knows or would take in, without what was generated. */
export function readSources(): Source[] {
  const args = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '*.ts',
    '*.tsx',
    '*.cjs',
    '*.css',
  ]
  const paths = execFileSync('git', args, { cwd: top, encoding: 'utf8' }).split('\n')
  return paths
    .filter(path => path !== '' && !generated.test(path))
    .flatMap(path => {
      const text = readIfThere(join(top, path))
      return text === undefined ? [] : [{ path, text }]
    })
}

/** A file that was removed and not committed yet is still listed. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw failure
  }
}

export const isTest = (path: string) => path.startsWith('test/') || isTestFile(path)

export const isTestFile = (path: string) => /\.test\.tsx?$/.test(path)
