import type { Message } from '../../controlplane/platform/intake/reading.ts'
import { ordinaryReport } from './report-slots.ts'

export const rowsPerBatch = 2000

/** Reports as a batch of the intake holds them: some tens of each of some tens of sets. */
export function reportOf(batch: number, row: number): Message<'report'> {
  const now = Date.now()
  const reportsPerSet = 32
  const no = 1_000_000 + batch * rowsPerBatch + Math.floor(row / reportsPerSet)
  return {
    device: { no, id: '', label: '' },
    kind: 'report',
    version: 1,
    epoch: 1,
    seq: 100_000_001 + row,
    at: now,
    up: 0,
    receivedAt: now,
    measuredAt: now,
    timeUncertain: false,
    body: ordinaryReport(no),
  }
}
