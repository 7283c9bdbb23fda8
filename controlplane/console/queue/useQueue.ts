import type { TicketsPage } from '../../tickets/api.ts'
import { ask } from '../data/fetch.ts'
import { type Loaded, useRowPages } from '../data/rowPages.ts'
import type { QueueAddress } from './address.ts'

/** What is urgent changes as lessons go on, which no news tells. */
const againMs = 30_000

export type LoadedTickets = Loaded<TicketsPage>

/** The tickets that match, as far as they are in sight. */
export function useQueue(address: QueueAddress) {
  return useRowPages<TicketsPage>({
    key: ['tickets', address],
    ask: (range, signal) => ask('/api/tickets', {}, { ...address, ...range }, signal),
    againMs,
  })
}
