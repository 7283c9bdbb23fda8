import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../controlplane/platform/postgres/database.ts'

/** Somewhere a text was found: a column of a table, or a file. */
export type Trace = { text: string; where: string }

/** Hexadecimal, and base64 as far as what follows does not change it. */
function codesOf(text: string): string[] {
  const plain = Buffer.from(text)
  return [plain.toString('hex'), plain.toString('base64').replace(/.{0,2}=*$/, '')]
}

/** Looks for the texts in every column of every table that these connections may read, whatever its type. */
export async function findInTables(sql: Database, texts: readonly string[]): Promise<Trace[]> {
  const columns = await sql<{ name: string; column: string }[]>`
    select format('%I.%I', table_schema, table_name) as name, format('%I', column_name) as column
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema')
      and has_column_privilege(format('%I.%I', table_schema, table_name), column_name, 'select')`
  const found: Trace[] = []
  for (const { name, column } of columns) {
    for (const text of texts) {
      const like = [text, ...codesOf(text)].map(form => `%${form}%`)
      const [hit] = await sql.unsafe(
        `select from ${name} where ${column}::text ilike any(array[${like.map(quoted).join(',')}]) limit 1`,
      )
      if (hit) found.push({ text, where: `${name}.${column}` })
    }
  }
  return found
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Looks for the texts in every file of a folder, but for the folders that `skips` names. */
export async function findInFiles(
  folder: string,
  texts: readonly string[],
  skips: (path: string) => boolean = () => false,
): Promise<Trace[]> {
  const forms = texts.flatMap(text => {
    const plain = [text, ...codesOf(text)].map(form => Buffer.from(form))
    return [...plain, Buffer.from(text, 'utf16le')].map(form => ({ text, form }))
  })
  const found: Trace[] = []
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreGone([]))
  for (const entry of entries) {
    const where = join(folder, entry.name)
    if (skips(where)) continue
    if (entry.isDirectory()) found.push(...(await findInFiles(where, texts, skips)))
    if (!entry.isFile()) continue
    const bytes = await readFile(where).catch(ignoreGone(Buffer.alloc(0)))
    for (const { text, form } of forms) if (bytes.includes(form)) found.push({ text, where })
  }
  return found
}

/** A server at work removes files while they are listed. */
function ignoreGone<Instead>(instead: Instead) {
  return (failure: NodeJS.ErrnoException): Instead => {
    if (failure.code === 'ENOENT') return instead
    throw failure
  }
}
