import type { Rights } from '../support/features.ts'

export const rights: Rights = {
  decisions: ['si', 's'],
  incidents: ['siu', 'su'],
  judged_subjects: ['siud', ''],
  maintenances: ['s', 'siu'],
  rule_edits: ['s', 'si'],
  signals: ['siud', 's'],
  storm_members: ['siud', 's'],
}
