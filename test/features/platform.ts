import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  __drizzle_migrations: ['', ''],
  asks: ['siud', ''],
  outbox_floors: ['siud', 's'],
  quarantine: ['siud', 's'],
  rate_counts: ['siud', 'siud'],
  stored_ranges: ['siud', 's'],
  work: ['siud', 'si'],
}
