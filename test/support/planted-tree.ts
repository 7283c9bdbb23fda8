import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What the system shows of itself, as a test wants it: text, or `null` to take a file away. */
export type Tree = Record<string, string | null>

/** Folders `proc` and `sys` of a machine that a test makes up. */
export function plantedTree() {
  const root = mkdtempSync(join(tmpdir(), 'setwacht-sensors-'))
  return {
    root,
    roots: { proc: join(root, 'proc'), sys: join(root, 'sys') },
    /** Plants files, folders (the path ends in a slash) and links from the root (text begins with an arrow). */
    plant(tree: Tree): void {
      for (const [path, text] of Object.entries(tree)) {
        const whole = join(root, path)
        rmSync(whole.replace(/\/$/, ''), { recursive: true, force: true })
        if (text === null) continue
        mkdirSync(dirname(whole), { recursive: true })
        if (text.startsWith('-> ')) symlinkSync(join(root, text.slice(3)), whole)
        else if (path.endsWith('/')) mkdirSync(whole, { recursive: true })
        else writeFileSync(whole, text)
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A folder of files: `{ type: 'Mains' }` below `sys/…/AC`. */
export function folder(path: string, files: Record<string, string>): Tree {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${path}/${name}`, `${text}\n`]))
}

export const known = <Value>(value: Value) => ({ ok: true, value })
export const unknown = (reason: string) => ({ ok: false, reason })
