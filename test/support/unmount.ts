import { spawnSync } from 'node:child_process'
import { until } from './until.ts'

/** Takes a disk away once everything that ran on it has let it go; who writes the log of PostgreSQL ends last. */
export function unmount(folder: string): Promise<true> {
  return until('the disk is let go', () => spawnSync('umount', [folder]).status === 0, 20_000)
}
