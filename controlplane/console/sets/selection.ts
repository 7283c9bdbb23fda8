import { ask } from '../data/fetch.ts'
import type { SetsAddress } from './address.ts'

/** What a person chose: these labels, or everything the filter matches but these. */
export type Selection = { all: boolean; labels: ReadonlySet<string> }

export const nothing: Selection = { all: false, labels: new Set() }
export const everything: Selection = { all: true, labels: new Set() }
const pageMax = 1000

export function isSelected({ all, labels }: Selection, label: string): boolean {
  return labels.has(label) !== all
}

export function selectedCount({ all, labels }: Selection, total: number): number {
  return all ? total - labels.size : labels.size
}

export function toggled({ all, labels }: Selection, label: string): Selection {
  const next = new Set(labels)
  if (!next.delete(label)) next.add(label)
  return { all, labels: next }
}

/** The choice with all of these in it, or none of them. */
export function withAll(selection: Selection, labels: readonly string[], chosen: boolean): Selection {
  return labels
    .filter(label => isSelected(selection, label) !== chosen)
    .reduce((selection, label) => toggled(selection, label), selection)
}

/** The labels a choice stands for, in the order shown; `undefined` when the filter alone says it. Throws FetchError. */
export async function chosenLabels(
  address: SetsAddress,
  selection: Selection,
): Promise<ReadonlySet<string> | undefined> {
  if (!selection.all) return selection.labels
  if (selection.labels.size === 0) return undefined
  const labels = new Set<string>()
  for (let offset = 0, total = 1; offset < total; offset += pageMax) {
    const page = await ask('/api/sets', {}, { ...address, offset: String(offset), limit: String(pageMax) })
    total = page.total
    for (const row of page.rows) if (isSelected(selection, row.label)) labels.add(row.label)
  }
  return labels
}
