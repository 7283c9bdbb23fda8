import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  certificates: ['siud', 'siud'],
  enrolment_tokens: ['siud', 'siud'],
}
