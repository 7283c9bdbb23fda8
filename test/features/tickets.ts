import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  ticket_calls: ['', 'si'],
  ticket_cases: ['siu', 'siu'],
  ticket_events: ['si', 'si'],
  ticket_evidence: ['si', 'si'],
  ticket_links: ['', 'si'],
  ticket_notes: ['', 'siu'],
  ticket_viewers: ['', 'siud'],
  tickets: ['siu', 'siu'],
}
