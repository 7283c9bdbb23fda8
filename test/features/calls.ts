import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  call_intervals: ['siud', 's'],
  call_progress: ['siu', 's'],
  call_sessions: ['siud', 's'],
  pair_verdicts: ['siud', 's'],
  verdict_history: ['si', 's'],
}
