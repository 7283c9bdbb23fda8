import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en: Shape<typeof nl> = {
  acts: {
    rule_changed: 'changed a rule',
    rule_reset: 'set a rule as delivered',
    rule_reverted: 'set a rule as it was',
    rule_replayed: 'asked what a rule would have done',
    incident_acknowledged: 'looks at an incident',
    incident_released: 'gave an incident back',
    incident_muted: 'muted an incident',
    incident_unmuted: 'unmuted an incident',
    incident_resolved: 'resolved an incident',
    incident_told: 'told something to whom an incident concerns',
    incident_pair_moved: 'moved a pair in or out of an incident',
    maintenance_planned: 'planned work',
    maintenance_ended: 'ended work',
  },
  refusal: {
    unknown_rule: { says: 'There is no such rule.', next: 'Choose one from the list.' },
    wrong_edit: { says: 'This cannot be: {{where}}.', next: 'Choose a value within its bounds.' },
    unknown_revision: { says: 'There is no such revision of the rule.', next: 'Look in its history.' },
    replay_not_kept: { says: 'We keep too little for this rule.', next: '' },
    replay_busy: { says: 'A colleague is asking this too.', next: 'Try again in a minute.' },
    replay_too_large: { says: 'These days hold too much.', next: 'Choose fewer days.' },
    maintenance_order: {
      says: 'The end cannot be right.',
      next: 'Choose one after the begin and after now.',
    },
    maintenance_long: { says: 'This takes too long.', next: 'Choose 24 hours at most.' },
    maintenance_far: { says: 'That is too far ahead.', next: 'Choose a begin within 60 days.' },
    maintenance_nowhere: { says: 'We cannot find {{where}}.', next: 'Check the code.' },
    unknown_maintenance: { says: 'This work is not planned.', next: 'Load the page again.' },
    maintenance_over: { says: 'This work is over.', next: '' },
  },
}
