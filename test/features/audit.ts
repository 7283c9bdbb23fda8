import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  access_log: ['', 'si'],
  audit_log: ['', 'si'],
}
