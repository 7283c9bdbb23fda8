import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  check_history: ['siud', 's'],
  fact_history: ['siud', 's'],
  facts: ['siud', 's'],
  last_checks: ['siud', 's'],
  line_outages: ['siu', 's'],
  report_hours: ['siud', 's'],
  reports: ['siud', 's'],
  roll_up_progress: ['siud', 's'],
  summaries: ['siud', 's'],
}
