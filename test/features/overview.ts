import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  listed_sets: ['', 's'],
  listed_sets_now: ['', ''],
  stale_sets: ['', ''],
}
