import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  help_cases: ['siu', 'siu'],
  help_presses: ['siu', 's'],
}
