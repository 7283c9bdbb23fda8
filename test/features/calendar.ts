import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  closed_days: ['s', 'siud'],
}
