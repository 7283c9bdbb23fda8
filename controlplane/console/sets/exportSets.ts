import { askExport } from '../data/fetch.ts'
import type { SetsAddress } from './address.ts'
import { chosenLabels, type Selection } from './selection.ts'

/** Addresses longer than this are refused on the way by servers and proxies, so labels are asked for in parts. */
const labelsLengthMax = 4_000

/** `words`: what the screen calls codes and columns. */
type Form = { as: 'csv' | 'xlsx'; language: 'nl' | 'en'; words: string }

/** Sets that can be chosen one by one for a workbook: parts of one cannot be put together here. */
export const workbookLabelsMax = 400

/** One file of what the filter shows, or of the chosen sets; the server writes it. Throws FetchError. */
export async function exportSets(
  address: SetsAddress,
  selection: Selection | undefined,
  form: Form,
): Promise<Blob> {
  const { sort, direction } = address
  const order = { ...(sort && { sort }), ...(direction && { direction }), ...form }
  const labels = selection && (await chosenLabels(address, selection))
  if (!labels) return askExport('/api/sets/export', { ...address, ...order })
  const asked = chunked(labels)
  if (form.as === 'xlsx' && asked.length > 1) throw new Error('these labels are too long for one workbook')
  const parts: Blob[] = []
  for (const part of asked) parts.push(await askExport('/api/sets/export', { ...order, labels: part }))
  const [first, ...others] = parts
  return new Blob([first!, ...(await Promise.all(others.map(withoutHeading)))], { type: 'text/csv' })
}

export function chunked(labels: Iterable<string>): string[] {
  const chunks: string[] = []
  for (const label of labels) {
    const last = chunks.at(-1)
    if (last !== undefined && last.length + label.length < labelsLengthMax)
      chunks[chunks.length - 1] = `${last},${label}`
    else chunks.push(label)
  }
  return chunks
}

async function withoutHeading(part: Blob): Promise<string> {
  const text = await part.text()
  return text.slice(text.indexOf('\n') + 1)
}
