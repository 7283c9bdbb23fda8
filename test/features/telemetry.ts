import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  fact_history: ['siud', 's'],
  facts: ['siud', 's'],
  line_outages: ['siu', 's'],
  report_hours: ['siud', 's'],
  reports: ['siud', 's'],
  roll_up_progress: ['siud', 's'],
  summaries: ['siud', 's'],
}
