import type { SetsPage } from '../../overview/sets/api.ts'
import { ask } from '../data/fetch.ts'
import { type Loaded, useRowPages } from '../data/rowPages.ts'
import type { SetsAddress } from './address.ts'

export type LoadedSets = Loaded<SetsPage>

/** The sets that match, as far as they are in sight. */
export function useSetPages(address: SetsAddress) {
  return useRowPages<SetsPage>({
    key: ['sets', address],
    ask: (range, signal) => ask('/api/sets', {}, { ...address, ...range }, signal),
  })
}
