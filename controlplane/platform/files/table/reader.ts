import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { untamed } from '../csv.ts'
import { fileBytesMax, fileRowsMax } from '../rules.ts'
import { readCsv } from './csv.ts'
import type { FileRefusal } from './import-api.ts'
import { kindOf } from './kind.ts'
import type { FileRow } from './rows.ts'

/** A file of the right size is read in a second; one that is made to hurt gets no more than this. */
const readWithinMs = 15_000
const heapMegabytesMax = 384
/** Columns with a heading. */
const columnsMax = 200
/** One character more than any field may have, so that what was cut is too long still. */
const cellCharactersMax = 1001

/**
 * `others`: names of sheets that were not read; `nameless`: places of columns, from 0, that hold something and have no
 * heading. `where`: what the file is instead.
 */
export type Read =
  | { ok: true; rows: FileRow[]; others: string[]; nameless: number[] }
  | { ok: false; refusal: FileRefusal; where?: string }

/**
 * The rows of a file that are not empty: a workbook's first sheet, or CSV. In a thread of its own, with a memory of its
 * own: whatever the file is, it costs the control plane nothing but time there.
 */
export async function readRows(bytes: Uint8Array): Promise<Read> {
  if (bytes.length > fileBytesMax) return { ok: false, refusal: 'too_large' }
  const worker = new Worker(new URL(import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
    stderr: true,
  })
  const timer = setTimeout(() => void worker.terminate(), readWithinMs)
  return new Promise<Read>(resolve => {
    worker.once('message', (read: Read) => resolve(read))
    worker.once('error', () => resolve({ ok: false, refusal: 'too_heavy' }))
    worker.once('exit', () => resolve({ ok: false, refusal: 'too_heavy' }))
  }).finally(() => {
    clearTimeout(timer)
    return worker.terminate()
  })
}

/** What the thread does. */
export async function readHere(bytes: Uint8Array): Promise<Read> {
  const kind = kindOf(bytes)
  if (kind === 'protected') return { ok: false, refusal: 'password_needed' }
  if (kind !== 'text' && kind !== 'workbook') return { ok: false, refusal: 'other_kind', where: kind }
  try {
    if (kind === 'text') return bounded(readCsv(bytes), [], [])
    // What reads workbooks takes longest to load, and is needed for them alone.
    const { readXlsx } = await import('./xlsx.ts')
    const { rows, others, beside } = readXlsx(bytes)
    return bounded(rows, others, beside)
  } catch (failure) {
    return { ok: false, refusal: failure instanceof RangeError ? 'unpacks_too_large' : 'not_a_table' }
  }
}

/** Limits count what is there, and nothing beyond them is left out without a word. */
function bounded(rows: readonly FileRow[], others: string[], beside: readonly number[]): Read {
  if (rows.length > fileRowsMax + 1) return { ok: false, refusal: 'too_many_rows' }
  const width = rows[0]?.cells.findLastIndex(cell => cell.trim() !== '') ?? 0
  const headings = rows[0]?.cells.filter(cell => cell.trim() !== '').length ?? 0
  if (headings > columnsMax) return { ok: false, refusal: 'too_many_columns' }
  const kept = rows.map(({ cells, ...row }) => ({ ...row, cells: cells.slice(0, width + 1).map(plain) }))
  const blank = kept[0]?.cells.flatMap((heading, at) => (heading === '' ? [at] : [])) ?? []
  const within = blank.filter(at => kept.some(({ cells }) => (cells[at] ?? '') !== ''))
  return { ok: true, rows: kept, others, nameless: [...within, ...beside] }
}

/** Signs without a width that come along when a text is copied from a page. */
const unseen = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\uFEFF]/g

/** Without the apostrophe that tames a formula, what keeps a number a text (`="0123"`), and blanks around it. */
function plain(cell: string): string {
  const text = cell.slice(0, cellCharactersMax).toWellFormed().replaceAll(unseen, '').trim()
  return untamed(text.replace(/^="([^"]*)"$/, '$1'))
}

if (!isMainThread) readHere(workerData).then(outcome => parentPort?.postMessage(outcome))
