import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  set_messages: ['(s)(u)', 'siu'],
}
