import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  push_subscriptions: ['', 'siud'],
  pushes: ['', 'siu'],
}
