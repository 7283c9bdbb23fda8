import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** A file of the page in memory. `tag` changes with its bytes. */
export type PageFile = { bytes: Buffer; type: string; tag: string }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Setwacht</title>
<h1>The page of this set is not built yet</h1><p>Run <code>npm run build:page</code> and start the agent again.</p></html>`

/** Where `npm run build:page` puts it. */
export const builtFolder = join(import.meta.dirname, 'dist')

/** Every file of the built page by its path; nothing else can be asked for. */
export async function readBuiltPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const served = names.filter(name => types[extname(name)] !== undefined)
  const files = new Map<string, PageFile>()
  for (const name of served) {
    const path = `/${name.replaceAll('\\', '/')}`
    files.set(path, fileOf(await readFile(join(folder, name)), types[extname(name)]!))
  }
  const first = files.get('/index.html') ?? fileOf(Buffer.from(notBuilt), types['.html']!)
  files.delete('/index.html')
  return files.set('/', first)
}

function fileOf(bytes: Buffer, type: string): PageFile {
  return { bytes, type, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}
