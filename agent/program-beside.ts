import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of a program that stands beside the one that asks (`url`: its `import.meta.url`), as source or bundled. */
export function programBeside(url: string, name: string): string {
  return fileURLToPath(new URL(`${name}${extname(url)}`, url))
}
