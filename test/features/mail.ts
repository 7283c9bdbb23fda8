import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  mails: ['', 'siu'],
}
