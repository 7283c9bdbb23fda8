import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { fileBytesMax, fileRowsMax } from '../rules.ts'
import { readCsv } from './csv.ts'
import type { FileRefusal } from './import-api.ts'

/** A file of the right size is read in a second; one that is made to hurt gets no more than this. */
const readWithinMs = 15_000
const heapMegabytesMax = 384
/** A row of headings, and blank rows between. */
const linesMax = fileRowsMax * 4
const columnsMax = 60
/** One character more than any field may have, so that what was cut is too long still. */
const cellCharactersMax = 1001

export type Read = { ok: true; rows: string[][] } | { ok: false; refusal: FileRefusal }

/**
 * The cells of a file, row by row: a workbook's first sheet, or CSV. In a thread of its own, with a memory of its own:
 * whatever the file is, it costs the control plane nothing but time there.
 */
export async function readCells(bytes: Uint8Array): Promise<Read> {
  if (bytes.length > fileBytesMax) return { ok: false, refusal: 'too_large' }
  const worker = new Worker(new URL(import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
    stderr: true,
  })
  const timer = setTimeout(() => void worker.terminate(), readWithinMs)
  return new Promise<Read>(resolve => {
    worker.once('message', (read: Read) => resolve(read))
    worker.once('error', () => resolve({ ok: false, refusal: 'too_large' }))
    worker.once('exit', () => resolve({ ok: false, refusal: 'too_large' }))
  }).finally(() => {
    clearTimeout(timer)
    return worker.terminate()
  })
}

async function read(bytes: Uint8Array): Promise<Read> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  try {
    if (!isArchive) return bounded(readCsv(bytes, linesMax))
    // What reads workbooks takes longest to load, and is needed for them alone.
    const { readXlsx } = await import('./xlsx.ts')
    return bounded(await readXlsx(bytes))
  } catch (failure) {
    return { ok: false, refusal: failure instanceof RangeError ? 'too_large' : 'not_a_table' }
  }
}

function bounded(rows: readonly string[][]): Read {
  const filled = rows.filter(row => row.some(cell => cell.trim() !== '')).length
  if (filled > fileRowsMax + 1) return { ok: false, refusal: 'too_many_rows' }
  return { ok: true, rows: rows.map(row => row.slice(0, columnsMax).map(plain)) }
}

/** Without what PostgreSQL cannot keep, the apostrophe that tames a formula, and blanks around it. */
function plain(cell: string): string {
  const text = cell.slice(0, cellCharactersMax).toWellFormed().replaceAll('\0', '').trim()
  return text.replace(/^'(?=[=+\-@\t\r])/, '')
}

if (!isMainThread) read(workerData).then(outcome => parentPort?.postMessage(outcome))
