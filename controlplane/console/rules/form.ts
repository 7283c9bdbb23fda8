import type { RuleNow } from '../../signals/settings/api.ts'
import type { Draft } from './draft.ts'

/** What a part of the form of a rule gets. */
export type FormProps = {
  rule: RuleNow
  draft: Draft
  change: (draft: Draft) => void
  /** Who may not change it reads it. */
  isRead: boolean
}
